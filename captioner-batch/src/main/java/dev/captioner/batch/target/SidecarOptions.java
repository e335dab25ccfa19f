package dev.captioner.batch.target;

import dev.captioner.image.PhotoExtensions;
import java.util.List;

/**
 * How sidecars are named and written.
 *
 * @param existing what happens to photos that have one
 * @param extension of text sidecars, with its dot
 * @param keywords that XMP sidecars get, beside those they have
 */
public record SidecarOptions(Existing existing, String extension, List<String> keywords) {
    /** The default extension of text sidecars. */
    public static final String TXT = ".txt";

    /** Existing sidecars are refused; {@code .txt}. */
    public static final SidecarOptions DEFAULT = new SidecarOptions(Existing.REFUSE, TXT, List.of());

    /** Checks the extension and the keywords. */
    public SidecarOptions {
        keywords = List.copyOf(keywords);
        boolean sound = extension.length() > 1
                && extension.startsWith(".")
                && extension
                        .substring(1)
                        .codePoints()
                        .allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
        if (!sound) {
            throw new IllegalArgumentException(
                    "expected an extension for sidecars such as '.caption', of letters, digits, - and _, found '"
                            + extension + "'");
        }
        if (PhotoExtensions.matches("photo" + extension)) {
            throw new IllegalArgumentException(
                    "expected an extension for sidecars that is not one of photos, found '" + extension + "'");
        }
        for (String keyword : keywords) {
            if (keyword.isBlank() || !new CaptionText(keyword, "").prefix().equals(keyword.strip())) {
                throw new IllegalArgumentException(
                        "expected a keyword without surrounding blanks, found '" + keyword + "'");
            }
        }
    }
}
