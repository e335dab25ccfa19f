package dev.captioner.web.body;

import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.RejectedRequest;
import dev.captioner.web.serving.Rejection;
import dev.captioner.web.serving.Serving;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Receives requests for the model into memory. While the queue is full, it rejects them from their headers. */
public final class InferenceBodyRoute implements BodyRoute {
    private final Serving serving;
    private final BodyMemory memory;

    /** Asks {@code serving} whether the queue is full. */
    public InferenceBodyRoute(Serving serving, BodyMemory memory) {
        this.serving = serving;
        this.memory = memory;
    }

    /** Accepts every request. */
    @Override
    public boolean accepts(HttpServletRequest request) {
        return true;
    }

    @Override
    public BodySink sink(HttpServletRequest request) {
        return serving.rejectionNow()
                .<BodySink>map(rejection ->
                        new RejectingSink(queueFull(rejection), memory.limits().time()))
                .orElseGet(() -> memory.sink(request));
    }

    private static RejectedRequest queueFull(Rejection rejection) {
        return new RejectedRequest(
                Problem.OVERLOADED, String.valueOf(rejection.getMessage()), Optional.of(rejection.retryAfter()));
    }
}
