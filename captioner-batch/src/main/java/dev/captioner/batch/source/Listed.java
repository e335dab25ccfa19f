package dev.captioner.batch.source;

import org.jspecify.annotations.Nullable;

/**
 * A photo that a source names.
 *
 * @param name as it appears in the targets, with {@code /} between folders
 * @param problem why it must not be opened; usually absent
 */
public record Listed(String name, @Nullable PhotoProblem problem) {
    private static final int LONGEST = 4096;

    /** A photo whose name can be stored in a database and in text files: invalid characters become U+FFFD. */
    static Listed of(String name) {
        String clean = clean(name);
        if (clean.length() > LONGEST) {
            return new Listed(
                    clean.substring(0, 100) + "...",
                    new PhotoProblem(
                            PhotoProblem.UNSAFE_NAME,
                            "the name has " + clean.length() + " characters; at most " + LONGEST + " are read"));
        }
        return new Listed(clean, null);
    }

    static Listed rejected(String name, PhotoProblem problem) {
        return new Listed(of(name).name(), problem);
    }

    private static String clean(String name) {
        StringBuilder clean = new StringBuilder(name.length());
        name.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xfffd : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
