package dev.captioner.web.serving;

import java.time.Duration;

/** A request that is not computed, or no further, through no fault of its content. */
public final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** There are too many others. */
        OVERLOADED,
        /** It has taken too long. */
        TOO_LATE,
        /** Nobody waits for it any more. */
        CLIENT_GONE
    }

    private final Reason reason;
    private final Duration retryAfter;

    Rejection(Reason reason, String message, Duration retryAfter) {
        super(message, null, false, false); // it is said often when there is no time to lose, and it is nobody's bug
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** When it is worth trying again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
