package dev.captioner.encode;

import dev.captioner.api.Internal;
import dev.captioner.bundle.ModelException;

/** A model needs a library that is not on the class path. The message names both. */
@Internal
public final class MissingLibraryException extends ModelException {
    private static final long serialVersionUID = 1L;

    MissingLibraryException(String message) {
        super(message);
    }
}
