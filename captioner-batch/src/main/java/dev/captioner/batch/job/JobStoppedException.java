package dev.captioner.batch.job;

/** A job that stopped before its end. The message says why, and how it goes on. */
public final class JobStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** With a reason and, for the message, what to do about it. */
    JobStoppedException(String reason, String remedy, Throwable cause) {
        super(reason + remedy, cause);
        this.reason = reason;
    }

    JobStoppedException(String message) {
        super(message);
        this.reason = message;
    }

    /** The message without what the user of a command line may do. */
    public String reason() {
        return reason;
    }
}
