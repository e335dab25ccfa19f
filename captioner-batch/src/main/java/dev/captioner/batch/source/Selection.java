package dev.captioner.batch.source;

import dev.captioner.image.PhotoExtensions;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;

/**
 * Selects the photos among the files of a folder or an archive.
 *
 * @param globs patterns of {@link FileSystems} for the relative name, of which one has to match; empty to select by
 *     extension
 */
public record Selection(List<String> globs) {
    /** By extension ({@link PhotoExtensions}). */
    public static final Selection PHOTOS = new Selection(List.of());

    /**
     * Checks the patterns.
     *
     * @throws IllegalArgumentException when one is not a valid pattern
     */
    public Selection {
        globs = List.copyOf(globs);
        globs.forEach(Selection::matcher);
    }

    private static PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected a pattern such as '*.jpg' or '2024/**', found '" + glob + "' (" + e.getMessage() + ")",
                    e);
        }
    }

    boolean takes(String name) {
        if (globs.isEmpty()) {
            return PhotoExtensions.matches(name);
        }
        try {
            Path path = Path.of(name);
            return globs.stream().map(Selection::matcher).anyMatch(matcher -> matcher.matches(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The extension, in lower case. */
    static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return globs.isEmpty() ? "photos" : String.join(" ", globs);
    }
}
