package dev.captioner.bundle;

/**
 * Something is wrong with a model folder or one of its files. The message names the file, what was expected and what was
 * found.
 */
public class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message that can be shown to the user as it is. */
    public ModelException(String message) {
        super(message);
    }

    /** With the failure that lies below. */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
