package dev.captioner.cli.caption;

import dev.captioner.file.OutputFile;
import dev.captioner.file.Outputs;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The PNG files of the heat maps: the file that the user names, or, for several photos, one file for each, with the photo's number
 * in its name.
 */
final class HeatMapFiles {
    private final Outputs outputs;
    private final Path file;
    private final int photos;

    HeatMapFiles(Outputs outputs, Path file, int photos) {
        this.outputs = outputs;
        this.file = file;
        this.photos = photos;
    }

    /** Checks, before anything is computed, that all can be written. */
    void check() throws IOException {
        for (int photo = 1; photo <= photos; photo++) {
            of(photo).check();
        }
    }

    /** The file of a photo, counted from 1 in the order of the arguments, rejected photos included. */
    OutputFile of(int photo) {
        return outputs.file("--heatmap", photos > 1 ? numbered(photo) : file);
    }

    private Path numbered(int photo) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        int end = dot > 0 ? dot : name.length();
        return file.resolveSibling(name.substring(0, end) + "-" + photo + name.substring(end));
    }
}
