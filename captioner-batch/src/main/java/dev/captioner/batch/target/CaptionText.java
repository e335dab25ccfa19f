package dev.captioner.batch.target;

/**
 * The text of a caption in sidecars and copies: the model's words between literal texts, which may have any words.
 *
 * @param prefix before the caption, with all its blanks
 * @param suffix after the caption
 */
public record CaptionText(String prefix, String suffix) {
    /** The caption alone. */
    public static final CaptionText PLAIN = new CaptionText("", "");

    /** Rejects characters that XMP cannot hold. */
    public CaptionText {
        check(prefix);
        check(suffix);
    }

    private static void check(String text) {
        text.codePoints().filter(c -> !isAllowed(c)).findFirst().ifPresent(c -> {
            throw new IllegalArgumentException(String.format(
                    "expected text before or after captions without control characters, found U+%04X", c));
        });
    }

    private static boolean isAllowed(int c) {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        boolean control = c < ' ' && c != '\t' && c != '\n';
        return !surrogate && !control && c != 0xfffe && c != 0xffff;
    }

    /** The whole text of a photo's best caption. */
    String of(Described described) {
        return prefix + described.best().text() + suffix;
    }
}
