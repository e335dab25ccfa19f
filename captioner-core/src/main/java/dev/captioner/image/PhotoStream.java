package dev.captioner.image;

import java.io.IOException;
import java.io.InputStream;

/** Where the bytes of a photo come from. */
@FunctionalInterface
public interface PhotoStream {
    /** A stream over all of them, which its reader closes. */
    InputStream open() throws IOException;
}
