package dev.captioner.batch.store;

import org.jspecify.annotations.Nullable;

/** A database that cannot be opened or used. The message names it, what is wrong and what to do. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the database's failure, if there is one. */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
