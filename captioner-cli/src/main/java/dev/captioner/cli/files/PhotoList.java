package dev.captioner.cli.files;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads a list of photo names, one per line. */
public final class PhotoList {
    private PhotoList() {}

    /**
     * Reads the names, in the order of the file, without duplicates.
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
            throw new IOException(
                    file + ": expected photo names in UTF-8, one per line, found bytes that are not UTF-8", e);
        }
        if (names.isEmpty()) {
            throw new IOException(file + ": expected photo names, one per line, found none");
        }
        return names;
    }
}
