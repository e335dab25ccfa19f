package dev.captioner.web.serving;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** What admission asks before it accepts work: whether it can be done in time, and when to try again if not. */
final class Backlog {
    /** Work is accepted only if it would be done in time on a machine that becomes so many times slower at once. */
    static final int MARGIN = 3;

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private Backlog() {}

    /** Whether work is done in time. */
    static boolean fits(double units, double rate, double seconds) {
        return MARGIN * units <= rate * seconds;
    }

    static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /**
     * The time until a backlog has been worked off. Varied at random by half of it, so that clients that are rejected together do not
     * return together.
     */
    static Duration retryAfter(double units, double rate) {
        double spread = 0.5 + ThreadLocalRandom.current().nextDouble();
        double seconds = Math.min(seconds(LONGEST_WAIT), spread * units / rate);
        return Duration.ofNanos(Math.max(SHORTEST_WAIT.toNanos(), Math.round(1e9 * seconds)));
    }
}
