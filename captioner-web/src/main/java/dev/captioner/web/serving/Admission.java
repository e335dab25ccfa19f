package dev.captioner.web.serving;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Lets in so many requests at once and sends the others away, with an estimate of when there will be room. */
final class Admission {
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** Weight of the newest request in the running mean of how long they take. */
    private static final double NEWEST = 0.1;

    private final int capacity;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicLong meanNanos = new AtomicLong();

    Admission(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("room for at least 1 request is needed, found " + capacity);
        }
        this.capacity = capacity;
    }

    /** @throws Rejection when it is full */
    void enter() {
        if (inside.incrementAndGet() > capacity) {
            inside.decrementAndGet();
            throw refusal();
        }
    }

    /** What somebody who came now would be told; nothing when there is room. */
    Optional<Rejection> refusalNow() {
        return inside.get() >= capacity ? Optional.of(refusal()) : Optional.empty();
    }

    private Rejection refusal() {
        return new Rejection(
                Rejection.Reason.OVERLOADED,
                "there are " + capacity + " requests before this one, which is as many as may wait",
                retryAfter());
    }

    void leave(Duration stay) {
        inside.decrementAndGet();
        meanNanos.updateAndGet(
                mean -> mean == 0 ? stay.toNanos() : Math.round((1 - NEWEST) * mean + NEWEST * stay.toNanos()));
    }

    int inside() {
        return inside.get();
    }

    /**
     * When it is full, what is inside leaves in about the time that one request takes. Half of it more or less by chance, so that
     * those who are refused together do not come back together.
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
