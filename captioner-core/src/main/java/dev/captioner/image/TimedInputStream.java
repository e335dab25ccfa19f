package dev.captioner.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A stream that fails once the time is over. Every decoder asks for more bytes after a bounded amount of work, also
 * in native code, where nothing else could interrupt it.
 */
final class TimedInputStream extends InputStream {
    private final ByteArrayInputStream bytes;
    private final long start = System.nanoTime();
    private final long time;

    TimedInputStream(byte[] bytes, Duration time) {
        this.bytes = new ByteArrayInputStream(bytes);
        this.time = time.toNanos();
    }

    boolean isOver() {
        return System.nanoTime() - start > time;
    }

    @Override
    public int read() throws TimeOver {
        check();
        return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws TimeOver {
        check();
        return bytes.read(target, offset, length);
    }

    private void check() throws TimeOver {
        if (isOver()) {
            throw new TimeOver();
        }
    }

    /** The time is over. */
    private static final class TimeOver extends IOException {
        TimeOver() {
            super("the time for decoding is over");
        }
    }
}
