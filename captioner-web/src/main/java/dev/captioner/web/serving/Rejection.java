package dev.captioner.web.serving;

import java.time.Duration;

/** A request that is rejected or abandoned for a reason other than its content. */
public final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The reason. */
    public enum Reason {
        /** The queue is full, or the work cannot be done in time. */
        OVERLOADED,
        /** The client has used up its rate limit. */
        RATE_LIMITED,
        /** The deadline has passed. */
        TOO_LATE,
        /** The client has disconnected. */
        CLIENT_GONE
    }

    private final Reason reason;
    private final Duration retryAfter;

    Rejection(Reason reason, String message, Duration retryAfter) {
        super(message, null, false, false); // no stack trace: frequent under load, and no bug
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** The reason. */
    public Reason reason() {
        return reason;
    }

    /** Time to wait before trying again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
