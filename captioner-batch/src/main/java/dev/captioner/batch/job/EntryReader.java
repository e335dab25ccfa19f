package dev.captioner.batch.job;

import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.batch.source.PhotoSource;
import dev.captioner.batch.source.RejectedPhotoException;
import dev.captioner.batch.store.Entry;
import dev.captioner.batch.store.JobRow;
import dev.captioner.batch.store.JobStore;
import dev.captioner.batch.target.Described.Answered;
import dev.captioner.encode.EncodingPipeline.Work;
import dev.captioner.file.Sha256;
import dev.captioner.image.PhotoException;
import dev.captioner.model.EncodedPhoto;
import java.util.Collection;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads and hashes the photos of a source one after another. A photo whose bytes are new becomes work for an encoding pipeline:
 * decode, encode, answer the job's questions. The iterator is used by one thread, {@link #committed} by any.
 */
final class EntryReader implements Iterator<Work<Pending, Pending>>, AutoCloseable {
    private final JobRow job;
    private final JobStore store;
    private final PhotoSource source;
    private final JobRecipe recipe;
    private final JobControl control;
    private final Set<String> uncommitted = ConcurrentHashMap.newKeySet();
    private PhotoSource.@Nullable Opened opened;
    private @Nullable Iterator<Entry> entries;

    EntryReader(JobRow job, JobStore store, PhotoSource source, JobRecipe recipe, JobControl control) {
        this.job = job;
        this.store = store;
        this.source = source;
        this.recipe = recipe;
        this.control = control;
    }

    /** The results of photos have been committed to the database. */
    void committed(Collection<String> sha256) {
        uncommitted.removeAll(sha256);
    }

    @Override
    public boolean hasNext() {
        return entries().hasNext();
    }

    private Iterator<Entry> entries() {
        if (entries == null) {
            entries = store.entries(job, store.firstToDo(job)).iterator();
        }
        return entries;
    }

    private PhotoSource.Opened opened() {
        if (opened == null) {
            opened = source.open();
        }
        return opened;
    }

    @Override
    public Work<Pending, Pending> next() {
        Entry entry = entries().next();
        if (entry.problem() != null) {
            return nothing(new Pending.Unread(entry.place(), entry.name(), entry.problem(), true));
        }
        byte[] photo;
        try {
            photo = opened().read(entry.place(), entry.name());
        } catch (PhotoException e) {
            return nothing(new Pending.Unread(entry.place(), entry.name(), PhotoProblem.of(e), false));
        } catch (RejectedPhotoException e) {
            return nothing(new Pending.Unread(entry.place(), entry.name(), e.problem(), false));
        }
        String sha256 = Sha256.of(photo);
        // In this order: a result that is committed between the two is found in the database.
        if (uncommitted.contains(sha256)) {
            return nothing(new Pending.Copy(entry.place(), entry.name(), sha256));
        }
        JobStore.Result known = store.result(job, sha256).orElse(null);
        if (known != null) {
            return nothing(new Pending.Known(entry.place(), entry.name(), sha256, known.problem()));
        }
        uncommitted.add(sha256);
        Pending.Fresh fresh = new Pending.Fresh(entry.place(), entry.name(), sha256);
        return new Work<>(fresh, photo.length, () -> encode(fresh, photo));
    }

    private static Work<Pending, Pending> nothing(Pending pending) {
        return new Work<>(pending, 0, () -> pending);
    }

    private Pending encode(Pending.Fresh fresh, byte[] bytes) {
        control.awaitTurn();
        EncodedPhoto photo = recipe.captioner().look(source.reader().read(bytes));
        return new Pending.Encoded(
                fresh,
                photo,
                recipe.questions().stream()
                        .map(question -> Answered.of(recipe.captioner().ask(photo, question, recipe.answering())))
                        .toList());
    }

    /** To be called when no thread uses the iterator any more. */
    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
