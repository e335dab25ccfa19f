package dev.captioner.web.serving;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How many units a share of the service completes per second while it has work: a mean over its last seconds of work. What was
 * measured is forgotten while there is no work, since the machine may have become faster or slower; an expected rate stands in for it.
 */
final class WorkRate {
    /** Time constant of the mean, in seconds. */
    private static final double MEMORY = 5;

    /** Seconds without work after which half of what was measured is forgotten. */
    private static final double HALF_LIFE = 30;

    /** Seconds of work that the expected rate weighs. */
    private static final double WEIGHT = 0.25;

    /** Seconds of work after which the rate is measured rather than expected. */
    private static final double ENOUGH = 2;

    private static final double SECOND = 1e9;

    private final DoubleSupplier expected;
    private final LongSupplier clock;
    private double units;
    private double seconds;
    private long last;
    private boolean working;

    /**
     * A share without work.
     *
     * @param expected units per second, above 0
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    WorkRate(DoubleSupplier expected, LongSupplier clock) {
        this.expected = expected;
        this.clock = clock;
        last = clock.getAsLong();
    }

    /** Work begins. */
    synchronized void begin() {
        update();
        working = true;
    }

    /** Work has been done. */
    synchronized void add(double done) {
        update();
        units += done;
    }

    /** No work is left. */
    synchronized void end() {
        update();
        working = false;
    }

    synchronized double perSecond() {
        update();
        return (units + WEIGHT * expected.getAsDouble()) / (seconds + WEIGHT);
    }

    /** Whether enough work was done lately to measure the rate. */
    synchronized boolean isMeasured() {
        update();
        return seconds >= ENOUGH;
    }

    private void update() {
        long now = clock.getAsLong();
        double passed = (now - last) / SECOND;
        last = now;
        if (working) {
            double kept = Math.exp(-passed / MEMORY);
            units *= kept;
            seconds = seconds * kept + MEMORY * (1 - kept);
        } else {
            double kept = Math.pow(0.5, passed / HALF_LIFE);
            units *= kept;
            seconds *= kept;
        }
    }
}
