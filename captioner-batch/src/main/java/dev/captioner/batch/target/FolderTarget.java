package dev.captioner.batch.target;

import dev.captioner.file.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with a file for each photo, at the same relative path as the photo in its source. */
final class FolderTarget {
    private final Path folder;

    FolderTarget(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    void check() throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException(folder + ": expected a folder, found a file");
        }
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
            throw new IOException(folder + ": is not writable; check its permissions");
        }
    }

    /** The file at a relative path that {@link PhotoPaths} gave. */
    Path file(String path) {
        return FileNames.resolve(folder, path);
    }

    /** Creates the folder of a file, which may be several levels below. */
    static void createFolderOf(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    }
}
