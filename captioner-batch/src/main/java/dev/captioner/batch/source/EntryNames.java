package dev.captioner.batch.source;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides by the name of an archive's entry: a photo, ignored, or rejected as unsafe. */
final class EntryNames {
    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");
    private static final Pattern DRIVE = Pattern.compile("(?s)[A-Za-z]:.*");
    private static final Set<String> ARCHIVES =
            Set.of("zip", "tar", "tgz", "gz", "bz2", "tbz2", "xz", "txz", "zst", "7z", "rar", "jar");

    /** The limit of Linux; matching patterns against longer names takes long. */
    private static final int LONGEST = 4096;

    private static final int SHOWN = 40;

    private EntryNames() {}

    /**
     * The photo with a name.
     *
     * @param notAFile why the entry is not a file, such as a link; absent when it is one
     * @return absent when the entry is ignored: not a photo, or hidden
     */
    static @Nullable Listed listed(String name, Selection selection, @Nullable PhotoProblem notAFile) {
        if (name.length() > LONGEST) {
            return Listed.rejected(
                    name.substring(0, SHOWN) + "...",
                    new PhotoProblem(
                            PhotoProblem.UNSAFE_NAME,
                            "the entry's name has more than " + LONGEST + " characters; expected one of a file"));
        }
        String[] parts = SEPARATOR.split(name, -1);
        if (name.startsWith("/")
                || name.startsWith("\\")
                || DRIVE.matcher(name).matches()
                || Arrays.asList(parts).contains("..")
                || name.indexOf('\0') >= 0) {
            return Listed.rejected(
                    name,
                    new PhotoProblem(
                            PhotoProblem.UNSAFE_NAME,
                            "the entry's name leads out of the archive; expected a relative name without '..'"));
        }
        if (Arrays.stream(parts).anyMatch(part -> part.startsWith(".") && part.length() > 1)
                || parts[0].equals("__MACOSX")) {
            return null;
        }
        if (ARCHIVES.contains(Selection.extension(name).toLowerCase(Locale.ROOT))) {
            return Listed.rejected(
                    name,
                    new PhotoProblem(
                            PhotoProblem.SEALED,
                            "an archive in an archive is not opened; unpack it, or name it itself"));
        }
        if (!selection.takes(name)) {
            return null;
        }
        return notAFile == null ? Listed.of(name) : Listed.rejected(name, notAFile);
    }
}
