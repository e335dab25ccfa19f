package dev.captioner.cli.files;

import dev.captioner.image.LeftOut;
import dev.captioner.image.PhotoFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The photo files that arguments name.
 *
 * @param files in the order of the arguments
 * @param leftOut files in folders that are no photos
 */
public record PhotoFiles(List<Path> files, LeftOut leftOut) {
    /** Copies the list. */
    public PhotoFiles {
        files = List.copyOf(files);
    }

    /**
     * Expands arguments to files. A file stays as it is named, whatever it is and whether it exists or not. A folder becomes all photos
     * below it, sorted by name ({@link PhotoFolder}).
     *
     * @throws IOException when a folder cannot be read or has no photo in it
     */
    public static PhotoFiles of(List<Path> arguments) throws IOException {
        List<Path> files = new ArrayList<>();
        LeftOut.Counter leftOut = new LeftOut.Counter();
        for (Path argument : arguments) {
            if (!Files.isDirectory(argument)) {
                files.add(argument);
                continue;
            }
            int before = files.size();
            LeftOut others = PhotoFolder.list(argument, name -> true, null, (file, name) -> files.add(file));
            if (files.size() == before) {
                throw new IOException(argument + ": expected a folder with photos, found none"
                        + (others.isEmpty() ? "" : "; " + others.inWords()));
            }
            leftOut.add(others);
        }
        return new PhotoFiles(files, leftOut.counts());
    }
}
