package dev.captioner.batch.job;

import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.batch.source.PhotoSource;
import dev.captioner.batch.source.RefusedPhotoException;
import dev.captioner.batch.store.Entry;
import dev.captioner.batch.store.JobRow;
import dev.captioner.batch.store.JobStore;
import dev.captioner.batch.target.Described.Answered;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import dev.captioner.model.EncodedPhoto;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads, decodes and encodes photos ahead of those that are being captioned. One thread reads and sums, as many as the job has
 * processors decode, encode and answer; what is done waits, in the order of the source, in a queue that holds two chunks.
 */
final class LookingAhead implements AutoCloseable {
    /** Files that wait to be decoded have at most so many bytes together, or the largest allowed photo alone. */
    private static final int WAITING_BYTES = 64 * 1024 * 1024;

    /** Milliseconds between two looks at whether it was closed. */
    private static final int GLANCE = 50;

    private final JobRow job;
    private final JobStore store;
    private final PhotoSource source;
    private final JobRecipe recipe;
    private final JobControl control;
    private final PhotoReader reader = new PhotoReader();
    private final BlockingQueue<Pending> queue;
    private final Set<String> notWrittenDown = ConcurrentHashMap.newKeySet();
    private final Semaphore bytes = new Semaphore(WAITING_BYTES);
    private final ExecutorService lookers;
    private final Thread reading;
    private volatile boolean closed;

    LookingAhead(JobRow job, JobStore store, PhotoSource source, JobRecipe recipe, int chunk, JobControl control) {
        this.job = job;
        this.store = store;
        this.source = source;
        this.recipe = recipe;
        this.control = control;
        queue = new ArrayBlockingQueue<>(2 * chunk);
        lookers = Executors.newFixedThreadPool(control.processors(), daemons("batch-looking"));
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
            put(new Pending.End(readAll()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody here does it
        }
    }

    /** Waits for room, unless nobody will ever make it. */
    private void put(Pending pending) throws InterruptedException {
        boolean done = false;
        while (!closed && !done) {
            done = queue.offer(pending, GLANCE, TimeUnit.MILLISECONDS);
        }
    }

    /** Gives what went wrong. */
    private @Nullable Throwable readAll() throws InterruptedException {
        try (PhotoSource.Opened opened = source.open()) {
            for (Entry entry : store.entries(job, store.firstToDo(job))) {
                if (closed) {
                    return null;
                }
                put(read(opened, entry));
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
            return new Pending.Unread(entry.place(), entry.name(), PhotoProblem.of(e), false);
        } catch (RefusedPhotoException e) {
            return new Pending.Unread(entry.place(), entry.name(), e.problem(), false);
        }
        String sha256 = DigestUtils.sha256Hex(photo);
        // First those on their way, then the database: so none falls in between.
        if (notWrittenDown.contains(sha256)) {
            return new Pending.Copy(entry.place(), entry.name(), sha256);
        }
        JobStore.Result known = store.result(job, sha256).orElse(null);
        if (known != null) {
            return new Pending.Known(entry.place(), entry.name(), sha256, known.problem());
        }
        notWrittenDown.add(sha256);
        boolean room = false;
        while (!closed && !room) {
            room = bytes.tryAcquire(photo.length, GLANCE, TimeUnit.MILLISECONDS);
        }
        return new Pending.Fresh(
                entry.place(), entry.name(), sha256, CompletableFuture.supplyAsync(() -> look(photo), lookers));
    }

    private Pending.Look look(byte[] bytesOfPhoto) {
        if (closed) {
            throw new CancellationException("nobody waits for the photo any more");
        }
        control.awaitTurn();
        EncodedPhoto photo;
        try {
            photo = recipe.captioner().look(reader.read(bytesOfPhoto));
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

    /**
     * Gives up what is on its way, and waits until nobody uses the database or the model any more. Nobody is interrupted: H2
     * closes a file under a thread that is.
     */
    @Override
    public void close() {
        closed = true;
        lookers.shutdown();
        boolean interrupted = false;
        while (reading.isAlive() || !lookers.isTerminated()) {
            try {
                reading.join();
                lookers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
