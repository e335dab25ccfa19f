package dev.captioner.batch.job;

/** A job that stopped before its end. The message gives the reason and how to resume it. */
public final class JobStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** With a reason and, for the message, what to do. */
    JobStoppedException(String reason, String remedy, Throwable cause) {
        super(reason + remedy, cause);
        this.reason = reason;
    }

    JobStoppedException(String message) {
        super(message);
        this.reason = message;
    }

    /** The message without the advice for users of the command line. */
    public String reason() {
        return reason;
    }
}
