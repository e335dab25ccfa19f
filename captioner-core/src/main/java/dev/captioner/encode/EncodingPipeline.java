package dev.captioner.encode;

import dev.captioner.api.Internal;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and encodes many photos on all processors. One thread reads the sources, {@link EncodingWorkers} work on the photos, and
 * the caller takes the outcomes with {@link #next}, while the photos after it are already being worked on. Each photo gets the
 * same result, bit for bit, as alone.
 *
 * <p>The number of photos between source and caller and the memory of those that have not been worked on are limited. When a
 * limit is reached, the reading thread waits.
 *
 * <p>All threads are daemons. They end after the last photo, and earlier by {@link #close}.
 *
 * @param <S> the source of a photo, such as a file
 * @param <R> the result of the work on it, such as {@link RegionFeatures}
 */
@Internal
public final class EncodingPipeline<S, R> implements AutoCloseable {
    private final Iterator<Work<S, R>> works; // used by the reading thread only
    private final Limits limits;
    private final Order order;
    private final EncodingWorkers workers;
    private final Thread reading = new Thread(this::read, "photo-reading");
    private final Queue<EncodingTask<S, R>> results; // guarded by this, as everything below
    private int photos;
    private long bytes;
    private boolean readAll;
    private boolean closed;
    private @Nullable Throwable readingFailure;

    /**
     * One photo.
     *
     * @param source returned with the outcome; it should not refer to the photo's bytes, which it would keep in memory
     * @param bytes that {@code task} keeps in memory until it has run
     * @param task opens, decodes and encodes the photo on a worker thread; it throws
     *     {@link dev.captioner.image.PhotoException} to reject the photo
     */
    public record Work<S, R>(S source, long bytes, Callable<R> task) {}

    /**
     * How far the pipeline works ahead of its caller.
     *
     * @param workers threads that each work on one photo at a time
     * @param photos most photos that have been read and not been returned by {@link #next}
     * @param bytes most {@link Work#bytes} of photos that have been read and not been worked on; one photo that is larger is
     *     worked on alone. The photo that the reading thread has just read is not counted
     */
    public record Limits(int workers, int photos, long bytes) {
        /** Enough that no processor waits while another works on a large photo. */
        private static final int PHOTOS_PER_WORKER = 4;

        /** 64 MB. */
        public static final long USUAL_BYTES = 64 * 1024 * 1024;

        /** Checks the ranges. */
        public Limits {
            if (workers < 1 || photos < 1 || bytes < 1) {
                throw new IllegalArgumentException("limits are at least 1, found " + workers + " workers, " + photos
                        + " photos and " + bytes + " bytes");
            }
        }

        /** A worker for each processor, four photos for each worker and {@link #USUAL_BYTES}. */
        public static Limits usual() {
            int processors = Runtime.getRuntime().availableProcessors();
            return new Limits(processors, PHOTOS_PER_WORKER * processors, USUAL_BYTES);
        }
    }

    /** The order in which {@link #next} returns outcomes. */
    public enum Order {
        /** The order of the sources. */
        SOURCE,
        /** Each as soon as it is there. */
        COMPLETION
    }

    private EncodingPipeline(Iterator<Work<S, R>> works, Limits limits, Order order) {
        this.works = works;
        this.limits = limits;
        this.order = order;
        results = new ArrayDeque<>(limits.photos());
        workers = new EncodingWorkers(limits.workers());
        reading.setDaemon(true);
    }

    /**
     * Begins to work on photos.
     *
     * @param works read by one thread, which is not the caller's, as the limits allow
     */
    public static <S, R> EncodingPipeline<S, R> start(Iterator<Work<S, R>> works, Limits limits, Order order) {
        EncodingPipeline<S, R> pipeline = new EncodingPipeline<>(works, limits, order);
        pipeline.reading.start();
        return pipeline;
    }

    /**
     * Begins to work on photos within the {@linkplain Limits#usual usual limits}; their outcomes come in the order of the sources.
     *
     * @param sources read by one thread, which is not the caller's, as the limits allow
     * @param task opens, decodes and encodes the photo of a source, on several threads at once
     */
    public static <S, R> EncodingPipeline<S, R> start(Iterable<S> sources, Function<? super S, ? extends R> task) {
        Iterator<S> rest = sources.iterator();
        Iterator<Work<S, R>> works = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rest.hasNext();
            }

            @Override
            public Work<S, R> next() {
                S source = rest.next();
                return new Work<>(source, 0, () -> task.apply(source));
            }
        };
        return start(works, Limits.usual(), Order.SOURCE);
    }

    private void read() {
        Throwable failure = null;
        try {
            while (awaitRoom() && works.hasNext()) {
                if (!submit(works.next())) {
                    break;
                }
            }
        } catch (Throwable e) { // the caller gets it in its place
            failure = e;
        }
        workers.complete();
        synchronized (this) {
            readingFailure = failure;
            readAll = true;
            notifyAll();
        }
    }

    /** Waits until another photo may be read; false when none is wanted any more. */
    private synchronized boolean awaitRoom() throws InterruptedException {
        while (!closed && photos >= limits.photos()) {
            wait();
        }
        return !closed;
    }

    /** Waits until there is memory for a photo, then queues it for the workers; false when it is not wanted any more. */
    private synchronized boolean submit(Work<S, R> work) throws InterruptedException {
        while (!closed && bytes > 0 && bytes + work.bytes() > limits.bytes()) {
            wait();
        }
        if (closed) {
            return false;
        }
        long held = work.bytes(); // the task must not refer to the work, which refers to the photo's bytes
        EncodingTask<S, R> task = new EncodingTask<>(work.source(), work.task()) {
            @Override
            protected void done() {
                super.done();
                release(this, held);
            }
        };
        workers.execute(task);
        photos++;
        bytes += held;
        if (order == Order.SOURCE) {
            results.add(task);
        }
        return true;
    }

    private synchronized void release(EncodingTask<S, R> task, long released) {
        bytes -= released;
        if (order == Order.COMPLETION) {
            results.add(task);
        }
        notifyAll();
    }

    /**
     * Waits for the next outcome; null after the last one.
     *
     * @throws InterruptedException when the calling thread is interrupted; {@link #close} is still to be called
     * @throws CancellationException when the pipeline is closed, perhaps by another thread
     * @throws RuntimeException or an {@link Error}: the failure of the iterator over the sources, after the outcomes of all
     *     photos before it
     */
    public synchronized @Nullable EncodingOutcome<S, R> next() throws InterruptedException {
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (closed) {
                throw new CancellationException("the pipeline is closed");
            }
            EncodingTask<S, R> first = results.peek();
            if (first != null && first.isDone()) {
                results.remove();
                photos--;
                notifyAll();
                return first.outcome();
            }
            if (readAll && photos == 0) {
                if (readingFailure != null) {
                    throw EncodingTask.unchecked(readingFailure);
                }
                return null;
            }
            wait();
        }
    }

    /**
     * Takes all outcomes on the calling thread.
     *
     * @throws CancellationException when the calling thread is interrupted, which it stays, or the pipeline is closed
     * @throws RuntimeException or an {@link Error}: what {@code action} or the iterator over the sources threw
     */
    public void forEach(Consumer<? super EncodingOutcome<S, R>> action) {
        try {
            for (EncodingOutcome<S, R> outcome = next(); outcome != null; outcome = next()) {
                action.accept(outcome);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while photos were being encoded");
        }
    }

    /**
     * Cancels the photos that wait, and waits for those that are being read or worked on: afterwards no thread of the pipeline
     * exists, so that the encoder and the source may be closed. An interrupt does not shorten the wait, and is restored.
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        workers.close();
        Uninterruptibly.run(reading::join);
    }
}
