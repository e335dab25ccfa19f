package dev.captioner.web.serving;

import dev.captioner.encode.EncodingWorkers;
import dev.captioner.image.PhotoReader;
import dev.captioner.web.metrics.ServiceMetrics;
import java.time.Duration;
import java.util.Optional;

/**
 * Serves many clients at once. As many workers as there are processors decode and encode photos, one at a time each; their captions
 * are then decoded together ({@link CaptionLoop}). The number of requests in flight and the time of each are limited.
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
     * @param capacity most requests in flight
     * @param deadline for the answer to a request, from its admission
     */
    public Serving(CurrentModel models, PhotoReader reader, int capacity, Duration deadline, ServiceMetrics metrics) {
        this.models = models;
        this.reader = reader;
        this.admission = new Admission(capacity);
        this.deadline = deadline;
        this.metrics = metrics;
        workers = new EncodingWorkers(Runtime.getRuntime().availableProcessors());
        metrics.watch("captioner.requests.inside", "requests being computed or waiting for it", admission::inside);
        metrics.watch("captioner.queue.depth", "photos that wait for a processor", workers::waiting);
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

    /** Why a request would be rejected at this moment; empty when it would be admitted. */
    public Optional<Rejection> refusalNow() {
        return admission.refusalNow();
    }

    /** Whether a request is in flight. */
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

    EncodingWorkers workers() {
        return workers;
    }

    /** Ends the workers after the photos that they work on. Requests whose photos wait for a worker are rejected. */
    @Override
    public void close() {
        workers.close();
    }
}
