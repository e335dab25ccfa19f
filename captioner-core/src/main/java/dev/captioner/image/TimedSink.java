package dev.captioner.image;

import java.time.Duration;

/** Hands rows on until the time is over, then fails. */
final class TimedSink implements RowSink {
    private final RowSink next;
    private final long start = System.nanoTime();
    private final long time;

    TimedSink(RowSink next, Duration time) {
        this.next = next;
        this.time = time.toNanos();
    }

    boolean isOver() {
        return System.nanoTime() - start > time;
    }

    @Override
    public void begin(int width, int height) {
        next.begin(width, height);
    }

    @Override
    public void row(byte[] rgb) {
        if (isOver()) {
            throw new IllegalStateException("the time for decoding is over");
        }
        next.row(rgb);
    }
}
