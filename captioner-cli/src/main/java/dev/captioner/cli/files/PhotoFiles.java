package dev.captioner.cli.files;

import dev.captioner.image.PhotoExtensions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The photo files that arguments name. */
public final class PhotoFiles {
    private PhotoFiles() {}

    /**
     * Expands arguments to files. A file stays as it is named, whatever its extension and whether it exists or not. A folder
     * becomes all files below it with the extension of a photo, sorted by name, without hidden files, hidden folders and linked
     * folders.
     *
     * @throws IOException when a folder cannot be read or has no photo in it
     */
    public static List<Path> of(List<Path> arguments) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path argument : arguments) {
            if (!Files.isDirectory(argument)) {
                files.add(argument);
                continue;
            }
            int before = files.size();
            addPhotosBelow(argument, files);
            if (files.size() == before) {
                throw new IOException(argument + ": expected a folder with photos ("
                        + String.join(", ", PhotoExtensions.all()) + "), found none");
            }
        }
        return files;
    }

    private static void addPhotosBelow(Path folder, List<Path> files) throws IOException {
        List<Path> entries;
        try (Stream<Path> stream = Files.list(folder)) {
            entries = stream.sorted().toList();
        }
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            if (name.startsWith(".")) {
                continue;
            }
            if (Files.isDirectory(entry)) {
                if (!Files.isSymbolicLink(entry)) {
                    addPhotosBelow(entry, files);
                }
            } else if (PhotoExtensions.matches(name)) {
                files.add(entry);
            }
        }
    }
}
