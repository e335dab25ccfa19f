package dev.captioner.web.serving;

import dev.captioner.encode.EncodingWorkers;
import dev.captioner.image.PhotoReader;
import dev.captioner.web.metrics.ServiceMetrics;
import java.time.Duration;
import java.util.Optional;

/**
 * Serves many clients at once. Workers, one per processor, decode and encode one photo each; {@link CaptionLoop} then decodes the
 * captions of all requests in one batch. The number of requests in flight is limited, and so is the time of each.
 */
public final class Serving implements AutoCloseable {
    private final CurrentModel models;
    private final PhotoReader reader;
    private final Admission admission;
    private final Duration deadline;
    private final ServiceMetrics metrics;
    private final EncodingWorkers workers;

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
        workers = new EncodingWorkers(Runtime.getRuntime().availableProcessors());
        metrics.gauge("captioner.requests.inside", "requests in flight", admission::inFlight);
        metrics.gauge("captioner.queue.depth", "photos that wait for a worker", workers::waiting);
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

    EncodingWorkers workers() {
        return workers;
    }

    /** Ends the workers after the photos that they work on. Requests whose photos wait for a worker are rejected. */
    @Override
    public void close() {
        workers.close();
    }
}
