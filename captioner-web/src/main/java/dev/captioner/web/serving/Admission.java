package dev.captioner.web.serving;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Limits the work in flight, in units: by a capacity, and by what can be done within the deadline at the measured rate. It rejects
 * further requests, with an estimate of when to try again. A request counts as one unit until its cost is known; a heavy one leaves
 * for the {@link HeavyShare} then.
 */
final class Admission {
    private final int capacity;
    private final Duration deadline;
    private final WorkRate rate;
    private int units;
    private int requests;

    Admission(int capacity, Duration deadline, double expectedRate, LongSupplier clock) {
        if (capacity < 1) {
            throw new IllegalArgumentException("captioner.queue.capacity: expected at least 1, found " + capacity);
        }
        this.capacity = capacity;
        this.deadline = deadline;
        rate = new WorkRate(() -> expectedRate, clock);
    }

    /**
     * Admits a request as one unit.
     *
     * @throws Rejection when the queue is full
     */
    synchronized void enter() {
        rejectionNow().ifPresent(rejection -> {
            throw rejection;
        });
        if (requests++ == 0) {
            rate.begin();
        }
        units++;
    }

    /** The rejection of a request that would arrive now; empty when the queue has room. */
    synchronized Optional<Rejection> rejectionNow() {
        if (units >= capacity) {
            return Optional.of(rejection("the queue is full: requests of " + units + " units are in flight"));
        }
        double perSecond = rate.perSecond();
        if (requests > 0
                && !Backlog.fits(units + 1, perSecond, Backlog.seconds(deadline))) { // one alone measures the rate
            return Optional.of(rejection(String.format(
                    Locale.ROOT,
                    "the queue is too long: requests of %d units are in flight, and %.1f units a second are being done",
                    units,
                    perSecond)));
        }
        return Optional.empty();
    }

    private Rejection rejection(String message) {
        return new Rejection(Rejection.Reason.OVERLOADED, message, retryAfter());
    }

    /** The cost of an admitted request is known. */
    synchronized void count(int cost) {
        units += cost - 1;
    }

    /**
     * A request is over, or is heavy.
     *
     * @param cost what it counts
     * @param done whether its work was done
     */
    synchronized void leave(int cost, boolean done) {
        units -= cost;
        if (done) {
            rate.add(cost);
        }
        if (--requests == 0) {
            rate.end();
        }
    }

    synchronized int requests() {
        return requests;
    }

    synchronized int units() {
        return units;
    }

    double unitsPerSecond() {
        return rate.perSecond();
    }

    /** The time in which the requests in flight will have been answered. */
    synchronized Duration retryAfter() {
        return Backlog.retryAfter(units, rate.perSecond());
    }
}
