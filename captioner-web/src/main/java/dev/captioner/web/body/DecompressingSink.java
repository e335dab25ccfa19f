package dev.captioner.web.body;

import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.RejectedRequest;
import java.time.Duration;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/** Decompresses a body for another sink, whose limits apply to the decompressed bytes. It stops at the first byte over the limit. */
final class DecompressingSink implements BodySink {
    private final BodySink sink;
    private final Decompression decompression;
    private final String encoding;
    private @Nullable RejectedRequest rejection;

    DecompressingSink(BodySink sink, boolean gzip) {
        this.sink = sink;
        this.decompression = new Decompression(gzip);
        this.encoding = gzip ? "gzip" : "deflate";
    }

    @Override
    public long limit() {
        return sink.limit();
    }

    @Override
    public Duration time() {
        return sink.time();
    }

    @Override
    public RejectedRequest tooLarge() {
        return sink.tooLarge();
    }

    @Override
    public RejectedRequest tooSlow() {
        return sink.tooSlow();
    }

    @Override
    public @Nullable RejectedRequest overdue() {
        return sink.overdue();
    }

    @Override
    public @Nullable RejectedRequest receive(byte[] buffer, int count) {
        try {
            decompression.write(buffer, count, (bytes, length) -> {
                rejection = sink.receive(bytes, length);
                return rejection == null;
            });
            return rejection;
        } catch (DataFormatException e) {
            return malformed("it is malformed");
        }
    }

    private RejectedRequest malformed(String found) {
        return RejectedRequest.of(
                Problem.MALFORMED_REQUEST,
                "expected a body in the Content-Encoding '" + encoding + "', as the header says; " + found);
    }

    @Override
    public void discard() {
        sink.discard();
    }

    @Override
    public ReceivedBody complete() {
        return decompression.isComplete() ? sink.complete() : new ReceivedBody.Rejected(malformed("it ends too early"));
    }

    @Override
    public void release() {
        decompression.close();
        sink.release();
    }
}
