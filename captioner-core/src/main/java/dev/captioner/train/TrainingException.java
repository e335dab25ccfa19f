package dev.captioner.train;

/** A training that cannot continue. The message gives the reason and what to do. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what was wrong. */
    public TrainingException(String message) {
        super(message);
    }

    /** With what was wrong and its cause. */
    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
