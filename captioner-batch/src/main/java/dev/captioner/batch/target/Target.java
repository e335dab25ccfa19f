package dev.captioner.batch.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An output of a job: a file, or files in a folder. The same rows give the same bytes. */
public interface Target {
    /** The path that is written: a file, unless {@link #check} is overridden. */
    Path place();

    /**
     * Checks, before anything is computed, that the path can be written.
     *
     * @throws IOException naming it
     */
    default void check() throws IOException {
        Path file = place();
        Path folder = file.toAbsolutePath().resolveSibling("");
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    file + ": expected a file in an existing folder, found no folder " + folder + "; create it first");
        }
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": expected the name of a file to write, found a folder");
        }
        if (!Files.isWritable(folder)) {
            throw new IOException(folder + ": is not writable; check its permissions");
        }
    }

    /**
     * Writes everything; each file appears under its name when it is complete.
     *
     * @param rows in the order of the source
     * @throws IOException when something cannot be written, such as on a full disk
     */
    void write(PhotoRows rows) throws IOException;
}
