package dev.captioner.batch.source;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Selects files of a folder or an archive by their names. Which of them are photos is decided by their content.
 *
 * @param globs patterns of {@link FileSystems} for the relative name, of which one has to match; empty for every file
 */
public record Selection(List<String> globs) {
    /** Every file. */
    public static final Selection PHOTOS = new Selection(List.of());

    private static final Pattern NOT_IN_EVERY_PATH = Pattern.compile("[^ -~]|[<>:\"|?*]");

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
            return true;
        }
        Path path = path(name);
        return globs.stream().map(Selection::matcher).anyMatch(matcher -> matcher.matches(path));
    }

    /** The name as a path, for patterns; without the characters that the locale does not have. */
    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            return Path.of(NOT_IN_EVERY_PATH.matcher(name).replaceAll("_"));
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
