package dev.captioner.batch.source;

import org.jspecify.annotations.Nullable;

/** A source that cannot be read any further. The message names it, what was expected and what to do. */
public final class SourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the underlying failure, if there is one. */
    public SourceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
