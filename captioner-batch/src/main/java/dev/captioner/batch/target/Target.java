package dev.captioner.batch.target;

import java.io.IOException;
import java.nio.file.Path;

/** A file, or files in a folder, that say what came of a job. The same rows give the same bytes. */
public interface Target {
    /** Where it is written: a file, unless {@link #check} is overridden. */
    Path place();

    /**
     * Refuses, before anything is computed, a place where nothing can be written.
     *
     * @throws IOException naming it
     */
    default void check() throws IOException {
        CompleteFile.check(place());
    }

    /**
     * Writes everything; each file appears under its name when it is complete.
     *
     * @param rows in the order of the source, as often as they are asked for
     * @throws IOException when something cannot be written, such as on a full disk
     */
    void write(Iterable<PhotoRow> rows) throws IOException;
}
