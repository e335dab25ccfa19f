package dev.captioner.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The file extensions by which photos are found in folders. Whether a file is read as a photo depends on its content alone. */
public final class PhotoExtensions {
    private static final List<String> ALL = Arrays.stream(PhotoFormat.values())
            .flatMap(format -> format.extensions().stream())
            .sorted()
            .toList();

    private PhotoExtensions() {}

    /** The extensions of all formats that can be read, in lower case, without a dot, sorted. */
    public static List<String> all() {
        return ALL;
    }

    /** Whether a file name ends with one of them, in upper or lower case. */
    public static boolean matches(String fileName) {
        return ALL.contains(fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
