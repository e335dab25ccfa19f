package dev.captioner.web.serving;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Limits the requests in flight. It rejects further ones, with an estimate of when to try again. */
final class Admission {
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** Weight of the newest request in the running mean of latencies. */
    private static final double NEWEST = 0.1;

    private final int capacity;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong meanNanos = new AtomicLong();

    Admission(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("captioner.queue.capacity: expected at least 1, found " + capacity);
        }
        this.capacity = capacity;
    }

    /** @throws Rejection when the queue is full */
    void enter() {
        if (inFlight.incrementAndGet() > capacity) {
            inFlight.decrementAndGet();
            throw rejection();
        }
    }

    /** The rejection of a request that would arrive now; empty when the queue has room. */
    Optional<Rejection> rejectionNow() {
        return inFlight.get() >= capacity ? Optional.of(rejection()) : Optional.empty();
    }

    private Rejection rejection() {
        return new Rejection(
                Rejection.Reason.OVERLOADED,
                "the queue is full: " + capacity + " requests are in flight",
                retryAfter());
    }

    void leave(Duration latency) {
        inFlight.decrementAndGet();
        meanNanos.updateAndGet(
                mean -> mean == 0 ? latency.toNanos() : Math.round((1 - NEWEST) * mean + NEWEST * latency.toNanos()));
    }

    int inFlight() {
        return inFlight.get();
    }

    /**
     * The mean latency of a request: a full queue has room again after about that time. Varied at random by half of it, so that
     * clients that are rejected together do not return together.
     */
    Duration retryAfter() {
        double spread = 0.5 + ThreadLocalRandom.current().nextDouble();
        Duration wait = Duration.ofNanos(Math.round(spread * meanNanos.get()));
        if (wait.compareTo(SHORTEST_WAIT) < 0) {
            return SHORTEST_WAIT;
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
