package dev.captioner.web.body;

import java.time.Duration;

/** How fast a body arrives, measured over windows of half a minute. Thread-safe. */
public final class Pace {
    private static final Duration WINDOW = Duration.ofSeconds(30);

    private final long bytesPerSecond;
    private final long window;
    private long since = System.nanoTime();
    private long bytes;

    /** @param bytesPerSecond the slowest rate that is accepted */
    public Pace(long bytesPerSecond) {
        this(bytesPerSecond, WINDOW);
    }

    Pace(long bytesPerSecond, Duration window) {
        this.bytesPerSecond = bytesPerSecond;
        this.window = window.toNanos();
    }

    /** Records bytes that have arrived. */
    public synchronized void add(int count) {
        bytes += count;
    }

    /** Whether less arrived than it should in a whole window. The next window begins after one that is over. */
    public synchronized boolean isTooSlow() {
        long now = System.nanoTime();
        if (now - since < window) {
            return false;
        }
        boolean slow = isSlow(now);
        since = now;
        bytes = 0;
        return slow;
    }

    /** Whether less arrived so far in this window than it should, after a time to get going. */
    public synchronized boolean isSlowSoFar(Duration start) {
        long now = System.nanoTime();
        return now - since > start.toNanos() && isSlow(now);
    }

    private boolean isSlow(long now) {
        return bytes < (now - since) / 1e9 * bytesPerSecond;
    }
}
