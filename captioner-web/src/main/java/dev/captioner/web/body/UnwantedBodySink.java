package dev.captioner.web.body;

import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.RejectedRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Discards the body of a request that needs none, such as GET, so that no thread waits for it. */
final class UnwantedBodySink implements BodySink {
    private final Duration time;
    private long received;

    UnwantedBodySink(Duration time) {
        this.time = time;
    }

    @Override
    public long limit() {
        return BodyLimits.ENVELOPE;
    }

    @Override
    public Duration time() {
        return time;
    }

    @Override
    public RejectedRequest tooLarge() {
        return RejectedRequest.of(
                Problem.PHOTO_TOO_LARGE, "this method needs no body; expected at most 64 KB, which are ignored");
    }

    @Override
    public RejectedRequest tooSlow() {
        return RejectedRequest.of(
                Problem.SLOW_REQUEST,
                "the body, which this method does not need, did not arrive within " + time.toSeconds() + " seconds");
    }

    @Override
    public @Nullable RejectedRequest receive(byte[] buffer, int count) {
        received += count;
        return received > limit() ? tooLarge() : null;
    }

    @Override
    public void discard() {}

    @Override
    public ReceivedBody complete() {
        return new ReceivedBody.InMemory(new byte[0]);
    }

    @Override
    public void release() {}
}
