package dev.captioner.cli.files;

import dev.captioner.text.TextLines;
import dev.captioner.text.TextReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads a text file of one entry a line: the name of a photo, or a question. Blank lines and repeated entries are ignored. */
public final class ListFile {
    private ListFile() {}

    /**
     * Reads the names of photos, in the order of the file.
     *
     * @throws dev.captioner.text.CaptionFileException when the file cannot be decoded
     * @throws IOException when it cannot be read or has no names
     */
    public static Set<String> photos(Path file) throws IOException {
        Set<String> names = entries(file);
        if (names.isEmpty()) {
            throw new IOException(file + ": expected photo names, one per line, found none");
        }
        return names;
    }

    /**
     * Reads the entries, without surrounding blanks, in the order of the file.
     *
     * @throws dev.captioner.text.CaptionFileException when the file cannot be decoded
     * @throws IOException when it cannot be read
     */
    public static Set<String> entries(Path file) throws IOException {
        Set<String> entries = new LinkedHashSet<>();
        try (TextLines lines = new TextLines(TextReader.open(file))) {
            for (TextLines.Line line = lines.next(); line != null; line = lines.next()) {
                entries.add(line.text().strip());
            }
        }
        return entries;
    }
}
