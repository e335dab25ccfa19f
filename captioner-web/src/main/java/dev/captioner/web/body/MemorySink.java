package dev.captioner.web.body;

import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.RejectedRequest;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a body in the memory that all requests share. */
final class MemorySink implements BodySink {
    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

    private final BodyMemory memory;
    private final int limit;
    private ByteArrayOutputStream received = new ByteArrayOutputStream();
    private long reserved;

    MemorySink(BodyMemory memory, int limit) {
        this.memory = memory;
        this.limit = limit;
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
        int photo = memory.limits().photo();
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
        if (received.size() + count > limit) {
            return tooLarge();
        }
        if (!memory.reserve(count)) {
            return new RejectedRequest(
                    Problem.OVERLOADED, "the bodies of other requests use all memory", Optional.of(SHORT_WAIT));
        }
        reserved += count;
        received.write(buffer, 0, count);
        return null;
    }

    @Override
    public void discard() {
        received = new ByteArrayOutputStream(0);
    }

    @Override
    public ReceivedBody complete() {
        byte[] bytes = received.toByteArray();
        discard();
        return new ReceivedBody.InMemory(bytes);
    }

    @Override
    public void release() {
        memory.free(reserved);
        reserved = 0;
    }
}
