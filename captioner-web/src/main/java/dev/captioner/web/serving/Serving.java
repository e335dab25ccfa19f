package dev.captioner.web.serving;

import dev.captioner.image.PhotoReader;
import dev.captioner.web.metrics.ServiceMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Computes for many clients at once. Photos are decoded and encoded one by one on as many workers as there are processors; their
 * captions are then written together ({@link CaptionLoop}). So many requests may be inside, and each for so long.
 */
public final class Serving implements AutoCloseable {
    private static final AtomicInteger WORKERS = new AtomicInteger();

    private final CurrentModel models;
    private final PhotoReader reader;
    private final Admission admission;
    private final Duration deadline;
    private final ServiceMetrics metrics;
    private final ThreadPoolExecutor workers;

    /**
     * Serves the current model.
     *
     * @param capacity most requests inside at once
     * @param deadline longest stay of one
     */
    public Serving(CurrentModel models, PhotoReader reader, int capacity, Duration deadline, ServiceMetrics metrics) {
        this.models = models;
        this.reader = reader;
        this.admission = new Admission(capacity);
        this.deadline = deadline;
        this.metrics = metrics;
        int processors = Runtime.getRuntime().availableProcessors();
        workers = new ThreadPoolExecutor(
                processors, processors, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Serving::worker);
        metrics.watch("captioner.requests.inside", "requests being computed or waiting for it", admission::inside);
        metrics.watch("captioner.queue.depth", "photos that wait for a processor", workers.getQueue()::size);
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "photos-" + WORKERS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Lets a request in.
     *
     * @throws Rejection when there are too many inside
     */
    public RequestContext enter(Client client) {
        admission.enter();
        return new RequestContext(this, client, models.lease());
    }

    /** Why a request would not be let in at this moment; nothing when it would. It takes no place. */
    public Optional<Rejection> refusalNow() {
        return admission.refusalNow();
    }

    /** Whether a request is being computed, or waits for it. */
    public boolean isBusy() {
        return admission.inside() > 0;
    }

    void leave(Duration stay) {
        admission.leave(stay);
    }

    Duration deadline() {
        return deadline;
    }

    Duration retryAfter() {
        return admission.retryAfter();
    }

    PhotoReader reader() {
        return reader;
    }

    ServiceMetrics metrics() {
        return metrics;
    }

    ThreadPoolExecutor workers() {
        return workers;
    }

    /** To be called when no request is inside. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
