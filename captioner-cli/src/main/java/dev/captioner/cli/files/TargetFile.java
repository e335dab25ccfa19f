package dev.captioner.cli.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An output file that is written at the end of a long computation. */
public final class TargetFile {
    private TargetFile() {}

    /**
     * Checks, before the computation, that the file can be written.
     *
     * @throws IOException when it cannot, naming the file
     */
    public static void check(Path file) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling("");
        if (!Files.isDirectory(folder)) {
            throw new IOException(file + ": the folder " + folder + " does not exist; create it first");
        }
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": expected a file to write, found a folder");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new IOException(file + ": cannot be written; check its permissions");
        }
    }
}
