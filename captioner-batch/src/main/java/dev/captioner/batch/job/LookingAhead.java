package dev.captioner.batch.job;

import dev.captioner.batch.source.PhotoSource;
import dev.captioner.batch.source.Problem;
import dev.captioner.batch.source.RefusedPhotoException;
import dev.captioner.batch.store.Entry;
import dev.captioner.batch.store.JobRow;
import dev.captioner.batch.store.JobStore;
import dev.captioner.batch.target.Described.Answered;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import dev.captioner.model.PhotoMemory;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads, decodes and encodes photos ahead of those that are being captioned. One thread reads and sums, as many as there are
 * processors decode, encode and answer; what is done waits, in the order of the source, in a queue that holds two chunks.
 */
final class LookingAhead implements AutoCloseable {
    /** Files that wait to be decoded have at most so many bytes together, or the largest allowed photo alone. */
    private static final int WAITING_BYTES = 64 * 1024 * 1024;

    private final JobRow job;
    private final JobStore store;
    private final PhotoSource source;
    private final Recipe recipe;
    private final PhotoReader reader = new PhotoReader();
    private final BlockingQueue<Pending> queue;
    private final Set<String> notWrittenDown = ConcurrentHashMap.newKeySet();
    private final Semaphore bytes = new Semaphore(WAITING_BYTES);
    private final ExecutorService lookers;
    private final Thread reading;

    LookingAhead(JobRow job, JobStore store, PhotoSource source, Recipe recipe, int chunk) {
        this.job = job;
        this.store = store;
        this.source = source;
        this.recipe = recipe;
        queue = new ArrayBlockingQueue<>(2 * chunk);
        lookers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), daemons("batch-looking"));
        reading = daemons("batch-reading").newThread(this::run);
        reading.start();
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The next photo of the source, or the end. */
    Pending next() throws InterruptedException {
        return queue.take();
    }

    /** The results of photos are in the database, for all to see. */
    void writtenDown(Collection<String> sha256) {
        notWrittenDown.removeAll(sha256);
    }

    private void run() {
        try {
            queue.put(new Pending.End(readAll()));
        } catch (InterruptedException e) {
            // closed
        }
    }

    /** Gives what went wrong. */
    private @Nullable Throwable readAll() throws InterruptedException {
        try (PhotoSource.Opened opened = source.open()) {
            for (Entry entry : store.entries(job, store.firstToDo(job))) {
                queue.put(read(opened, entry));
            }
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    private Pending read(PhotoSource.Opened opened, Entry entry) throws InterruptedException {
        if (entry.problem() != null) {
            return new Pending.Unread(entry.place(), entry.name(), entry.problem(), true);
        }
        byte[] photo;
        try {
            photo = opened.read(entry.place(), entry.name());
        } catch (PhotoException e) {
            return new Pending.Unread(entry.place(), entry.name(), Problem.of(e), false);
        } catch (RefusedPhotoException e) {
            return new Pending.Unread(entry.place(), entry.name(), e.problem(), false);
        }
        String sha256 = Sha256.of(photo);
        // First those on their way, then the database: so none falls in between.
        if (notWrittenDown.contains(sha256)) {
            return new Pending.Copy(entry.place(), entry.name(), sha256);
        }
        JobStore.Result known = store.result(job, sha256).orElse(null);
        if (known != null) {
            return new Pending.Known(entry.place(), entry.name(), sha256, known.problem());
        }
        notWrittenDown.add(sha256);
        bytes.acquire(photo.length);
        return new Pending.Fresh(
                entry.place(), entry.name(), sha256, CompletableFuture.supplyAsync(() -> look(photo), lookers));
    }

    private Pending.Look look(byte[] bytesOfPhoto) {
        PhotoMemory photo;
        try {
            photo = recipe.captioner().look(recipe.captioner().encode(reader.read(bytesOfPhoto)));
        } catch (PhotoException e) {
            return new Pending.Refused(e);
        } finally {
            bytes.release(bytesOfPhoto.length);
        }
        return new Pending.Seen(
                photo,
                recipe.questions().stream()
                        .map(question -> Answered.of(recipe.captioner().ask(photo, question, recipe.answering())))
                        .toList());
    }

    /** Gives up what is on its way. */
    @Override
    public void close() {
        reading.interrupt();
        lookers.shutdownNow();
    }
}
