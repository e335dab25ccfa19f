package dev.captioner.cli.console;

/** Arguments that do not go together or are out of range: exit 2. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }

    public UsageException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }
}
