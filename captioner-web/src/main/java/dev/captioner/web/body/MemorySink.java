package dev.captioner.web.body;

import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.RejectedRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a body in the memory that all requests share. */
final class MemorySink implements BodySink {
    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

    private final BodyMemory memory;
    private final int limit;
    private final int photo;
    private final long expected;
    private byte[] received = {};
    private int length;
    private long reserved;

    /**
     * A sink for one body.
     *
     * @param limit maximum bytes of the body
     * @param photo maximum bytes of the photo in it
     * @param expected bytes, as the header says; -1 if it does not. A hint: if it is right, the body is never copied at the end
     */
    MemorySink(BodyMemory memory, int limit, int photo, long expected) {
        this.memory = memory;
        this.limit = limit;
        this.photo = photo;
        this.expected = expected;
    }

    @Override
    public long limit() {
        return limit;
    }

    @Override
    public Duration time() {
        return memory.limits().time();
    }

    @Override
    public RejectedRequest tooLarge() {
        return RejectedRequest.of(
                Problem.PHOTO_TOO_LARGE,
                String.format(
                        Locale.ROOT,
                        "the request is too large: expected at most %,d bytes (%.1f MB) for the photo and 64 KB for the options;"
                                + " scale the photo down",
                        photo,
                        photo / (1024.0 * 1024.0)));
    }

    @Override
    public RejectedRequest tooSlow() {
        return RejectedRequest.of(
                Problem.SLOW_REQUEST,
                "the request did not arrive within " + time().toSeconds() + " seconds; send a smaller photo");
    }

    @Override
    public @Nullable RejectedRequest receive(byte[] buffer, int count) {
        if (length + count > limit) {
            return tooLarge();
        }
        if (!memory.reserve(count)) {
            return new RejectedRequest(
                    Problem.OVERLOADED, "the bodies of other requests use all memory", Optional.of(SHORT_WAIT));
        }
        reserved += count;
        if (length + count > received.length) {
            received = Arrays.copyOf(received, grown(length + count));
        }
        System.arraycopy(buffer, 0, received, length, count);
        length += count;
        return null;
    }

    /** Twice the size, but not more than will be needed: a client that announces much and sends little gets little. */
    private int grown(int needed) {
        long most = expected >= needed ? Math.min(expected, limit) : limit;
        return (int) Math.max(needed, Math.min(2L * received.length, most));
    }

    @Override
    public void discard() {
        received = new byte[0];
        length = 0;
    }

    @Override
    public ReceivedBody complete() {
        byte[] bytes = length == received.length ? received : Arrays.copyOf(received, length);
        discard();
        return new ReceivedBody.InMemory(bytes);
    }

    @Override
    public void release() {
        memory.free(reserved);
        reserved = 0;
    }
}
