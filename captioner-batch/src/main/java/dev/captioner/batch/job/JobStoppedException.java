package dev.captioner.batch.job;

/** A job that stopped before its end. The message says why, and how it goes on. */
public final class JobStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JobStoppedException(String message, Throwable cause) {
        super(message, cause);
    }

    JobStoppedException(String message) {
        super(message);
    }
}
