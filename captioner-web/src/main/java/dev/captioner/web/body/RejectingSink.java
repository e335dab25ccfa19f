package dev.captioner.web.body;

import dev.captioner.web.problem.RejectedRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Discards the body of a request that is rejected from its headers. It reserves neither a place in the queue nor memory. */
final class RejectingSink implements BodySink {
    private final RejectedRequest rejection;
    private final Duration time;

    /** @param time maximum time to read the body before the response */
    RejectingSink(RejectedRequest rejection, Duration time) {
        this.rejection = rejection;
        this.time = time;
    }

    @Override
    public long limit() {
        return 0; // rejects a body of any size before its first byte
    }

    @Override
    public Duration time() {
        return time;
    }

    @Override
    public RejectedRequest tooLarge() {
        return rejection;
    }

    @Override
    public RejectedRequest tooSlow() {
        return rejection;
    }

    @Override
    public @Nullable RejectedRequest receive(byte[] buffer, int count) {
        return rejection;
    }

    @Override
    public void discard() {}

    @Override
    public ReceivedBody complete() {
        return new ReceivedBody.Rejected(rejection);
    }

    @Override
    public void release() {}
}
