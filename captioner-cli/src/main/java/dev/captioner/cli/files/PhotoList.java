package dev.captioner.cli.files;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Names of photos in a text file, one a line. */
public final class PhotoList {
    private PhotoList() {}

    /**
     * The names, in order.
     *
     * @throws IOException when the file cannot be read, is not UTF-8 or has no names
     */
    public static Set<String> read(Path file) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    names.add(line.strip());
                }
            }
        } catch (MalformedInputException e) {
            throw new IOException(file + ": expected names of photos in UTF-8, one a line, found other bytes", e);
        }
        if (names.isEmpty()) {
            throw new IOException(file + ": expected names of photos, one a line, found none");
        }
        return names;
    }
}
