package dev.captioner.decode;

/** Constraints that no sentence can satisfy. The message gives the reason in words for the person who asked. */
public final class ConstraintException extends IllegalArgumentException {
    /** The reason. */
    public ConstraintException(String message) {
        super(message);
    }
}
