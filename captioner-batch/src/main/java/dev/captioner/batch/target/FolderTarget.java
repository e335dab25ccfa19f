package dev.captioner.batch.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * The path for a photo's name, always inside the folder: an absolute name is taken as relative to the folder, and
     * {@code ..}, which lists of photos may contain, becomes {@code _}.
     */
    Path place(String name) throws IOException {
        List<String> parts = new ArrayList<>();
        for (String part : name.replace('\\', '/').split("/", -1)) {
            if (part.equals("..")) {
                parts.add("_");
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part.replace(':', '_'));
            }
        }
        Path file = folder;
        for (String part : parts) {
            file = file.resolve(part);
        }
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        return file;
    }
}
