package dev.captioner.web.http;

import dev.captioner.web.problem.Problem;
import dev.captioner.web.serving.Refusal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps nothing: the request has come when there is no room for it. It takes no place and no memory while it arrives, and goes
 * no further than here.
 */
final class RefusingSink implements BodySink {
    private final Refusal refusal;
    private final Duration time;

    /** @param time longest time for the request to arrive all the same */
    RefusingSink(Refusal refusal, Duration time) {
        this.refusal = refusal;
        this.time = time;
    }

    @Override
    public long limit() {
        return Long.MAX_VALUE;
    }

    @Override
    public Duration time() {
        return time;
    }

    @Override
    public Problem tooLarge() {
        return Problem.OVERLOADED;
    }

    @Override
    public String detail(Problem problem) {
        return String.valueOf(refusal.getMessage());
    }

    @Override
    public Optional<Duration> retryAfter(Problem problem) {
        return Optional.of(refusal.retryAfter());
    }

    @Override
    public @Nullable Problem keep(byte[] bytes, int count) {
        return Problem.OVERLOADED;
    }

    @Override
    public void giveUp() {}

    @Override
    public Problem whole() {
        return Problem.OVERLOADED;
    }

    @Override
    public void release() {}
}
