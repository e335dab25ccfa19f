package dev.captioner.image;

import java.io.IOException;
import java.time.Duration;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The input of a decoder, which fails once the time is over. Every decoder asks for more bytes after a bounded amount of
 * work, also in native code, where nothing else could interrupt it. It keeps no copy of what was read.
 */
final class TimedImageStream extends ImageInputStreamImpl {
    private final SanitizedBytes bytes;
    private final long start = System.nanoTime();
    private final long time;
    private final byte[] single = new byte[1];

    TimedImageStream(SanitizedBytes bytes, Duration time) {
        this.bytes = bytes;
        this.time = time.toNanos();
    }

    boolean isOver() {
        return System.nanoTime() - start > time;
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        checkClosed();
        if (isOver()) {
            throw new TimeOver();
        }
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        int count = bytes.read(streamPos, target, offset, length);
        if (count > 0) {
            streamPos += count;
        }
        return count;
    }

    @Override
    public long length() {
        return bytes.length();
    }

    /** The time is over. */
    private static final class TimeOver extends IOException {
        TimeOver() {
            super("the time for decoding is over");
        }
    }
}
