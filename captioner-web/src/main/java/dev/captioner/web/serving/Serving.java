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
 * Serves many clients at once. Workers, one per processor, decode and encode one photo each; {@link CaptionLoop} then decodes the
 * captions of all requests in one batch. The number of requests in flight is limited, and so is the time of each.
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
     * @param capacity maximum number of requests in flight
     * @param deadline maximum time from the admission of a request to its response
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
        metrics.gauge("captioner.requests.inside", "requests in flight", admission::inFlight);
        metrics.gauge("captioner.queue.depth", "photos that wait for a worker", workers.getQueue()::size);
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "photos-" + WORKERS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Admits a request.
     *
     * @throws Rejection when the queue is full
     */
    public RequestContext enter(Client client) {
        admission.enter();
        return new RequestContext(this, client, models.lease());
    }

    /** The rejection of a request that would arrive now; empty when the queue has room. Takes no place in the queue. */
    public Optional<Rejection> rejectionNow() {
        return admission.rejectionNow();
    }

    /** Whether a request is in flight. */
    public boolean isBusy() {
        return admission.inFlight() > 0;
    }

    void leave(Duration latency) {
        admission.leave(latency);
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

    /** Call when no request is in flight. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
