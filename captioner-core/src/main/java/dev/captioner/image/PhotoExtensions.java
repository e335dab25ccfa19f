package dev.captioner.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The usual file extensions of photos. Whether a file is read as a photo depends on its content alone. */
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
        return ALL.contains(of(fileName));
    }

    /** The extension of a file name, in lower case; empty when it has none. */
    static String of(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
