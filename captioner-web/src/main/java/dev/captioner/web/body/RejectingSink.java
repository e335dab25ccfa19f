package dev.captioner.web.body;

import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.RejectedRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps nothing of a request that is refused by its head. It takes no place and no memory while it arrives, and goes no further
 * than here.
 */
final class RejectingSink implements BodySink {
    private final RejectedRequest refused;
    private final Duration time;

    /** @param time longest time for the request to arrive all the same */
    RejectingSink(RejectedRequest refused, Duration time) {
        this.refused = refused;
        this.time = time;
    }

    @Override
    public long limit() {
        return 0; // so that it is refused before its first byte
    }

    @Override
    public Duration time() {
        return time;
    }

    @Override
    public Problem tooLarge() {
        return refused.problem();
    }

    @Override
    public String detail(Problem problem) {
        return refused.detail();
    }

    @Override
    public Optional<Duration> retryAfter(Problem problem) {
        return refused.retryAfter();
    }

    @Override
    public @Nullable Problem keep(byte[] bytes, int count) {
        return refused.problem();
    }

    @Override
    public void giveUp() {}

    @Override
    public Problem whole() {
        return refused.problem();
    }

    @Override
    public void release() {}
}
