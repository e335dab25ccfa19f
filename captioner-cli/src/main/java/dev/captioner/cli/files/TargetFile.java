package dev.captioner.cli.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file to be written when much work has been done. */
public final class TargetFile {
    private TargetFile() {}

    /**
     * Refuses, before that work, a place where nothing can be written.
     *
     * @throws IOException naming the folder
     */
    public static void check(Path file) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling("");
        if (!Files.isDirectory(folder)) {
            throw new IOException(file + ": expected a file in a folder that is there, found no folder " + folder
                    + "; make it first");
        }
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": expected the name of a file to write, found a folder");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new IOException(file + ": may not be written; check its permissions");
        }
    }
}
