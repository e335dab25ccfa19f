package dev.captioner.cli.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The photo files that arguments name. */
public final class PhotoFiles {
    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp");

    private PhotoFiles() {}

    /**
     * Files as they are named, whatever their extension and whether they exist or not; for a folder, all files in it and below
     * that have the extension of a photo, in the order of their names. Hidden files and folders, and links to folders, are passed
     * over.
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
                        + String.join(", ", sortedExtensions()) + "), found none in it");
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
            } else if (EXTENSIONS.contains(extension(name))) {
                files.add(entry);
            }
        }
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static List<String> sortedExtensions() {
        return EXTENSIONS.stream().sorted().toList();
    }
}
