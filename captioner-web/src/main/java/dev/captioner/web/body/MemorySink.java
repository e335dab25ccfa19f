package dev.captioner.web.body;

import dev.captioner.web.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Keeps a request in memory, of which all requests together may have so much. */
final class MemorySink implements BodySink {
    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

    private final BodyLimits limits;
    private final int limit;
    private final AtomicLong memoryUsed;
    private ByteArrayOutputStream received = new ByteArrayOutputStream();
    private long reserved;

    MemorySink(BodyLimits limits, int limit, AtomicLong memoryUsed) {
        this.limits = limits;
        this.limit = limit;
        this.memoryUsed = memoryUsed;
    }

    @Override
    public long limit() {
        return limit;
    }

    @Override
    public Duration time() {
        return limits.time();
    }

    @Override
    public Problem tooLarge() {
        return Problem.PHOTO_TOO_LARGE;
    }

    @Override
    public @Nullable Problem keep(byte[] bytes, int count) {
        if (received.size() + count > limit) {
            return tooLarge();
        }
        if (memoryUsed.addAndGet(count) > limits.memory()) {
            memoryUsed.addAndGet(-count);
            return Problem.OVERLOADED;
        }
        reserved += count;
        received.write(bytes, 0, count);
        return null;
    }

    @Override
    public void giveUp() {
        received = new ByteArrayOutputStream(0);
    }

    @Override
    public byte[] whole() {
        byte[] whole = received.toByteArray();
        giveUp();
        return whole;
    }

    @Override
    public void release() {
        memoryUsed.addAndGet(-reserved);
        reserved = 0;
    }

    @Override
    public Optional<Duration> retryAfter(Problem problem) {
        return problem == Problem.OVERLOADED ? Optional.of(SHORT_WAIT) : Optional.empty();
    }

    @Override
    public String detail(Problem problem) {
        return switch (problem) {
            case SLOW_REQUEST ->
                "the request did not arrive within " + limits.time().toSeconds() + " seconds; send a smaller photo";
            case OVERLOADED -> "there are too many bytes of other requests in memory";
            default ->
                String.format(
                        Locale.ROOT,
                        "the request has too many bytes: accepted are at most %,d bytes (%.1f MB) of a photo, which can be saved"
                                + " smaller, and 64 KB of options",
                        limits.photo(),
                        limits.photo() / (1024.0 * 1024.0));
        };
    }
}
