package dev.captioner.web.request;

import dev.captioner.web.problem.Problem;
import java.util.Arrays;
import java.util.Base64;

/**
 * A photo in text: base64, plain or in a data URI (RFC 2397). Line breaks and blanks, the URL-safe alphabet and missing padding are
 * accepted, because the programs that write base64 differ in these; other characters are not.
 */
public final class Base64Photo {
    private static final String DATA = "data:";
    private static final String BASE64 = ";base64";

    private Base64Photo() {}

    /**
     * Decodes a photo.
     *
     * @param field name of the field that has the text, for the message
     * @throws org.springframework.web.ErrorResponseException when the text is neither, or a URL: the service fetches nothing
     */
    public static byte[] bytes(String text, String field) {
        String given = text.strip();
        if (startsWith(given, "http://") || startsWith(given, "https://")) {
            throw Problem.REMOTE_PHOTO.exception(
                    field,
                    "the service does not fetch photos from URLs, so that nobody can make it send requests; send the photo itself"
                            + " in '" + field + "', as in data:image/jpeg;base64,...");
        }
        int comma = startsWith(given, DATA) ? given.indexOf(',') : -1;
        if (comma >= 0 && !isBase64(given.substring(0, comma).strip())) {
            throw Problem.BAD_BASE64.exception(
                    field, "expected a data URI in base64, as in data:image/jpeg;base64,..., in '" + field + "'");
        }
        try {
            return Base64.getDecoder().decode(canonical(given, comma + 1));
        } catch (IllegalArgumentException e) {
            throw Problem.BAD_BASE64.exception(
                    field,
                    "expected the photo as base64 (RFC 4648, section 4 or 5) in the field '" + field
                            + "', found other characters, or padding that does not match");
        }
    }

    private static boolean startsWith(String text, String beginning) {
        return text.regionMatches(true, 0, beginning, 0, beginning.length());
    }

    /** Parameters such as {@code charset=utf-8} may stand before it. */
    private static boolean isBase64(String head) {
        return head.regionMatches(true, head.length() - BASE64.length(), BASE64, 0, BASE64.length());
    }

    /** The standard alphabet without white space. The decoder checks everything else; it accepts missing padding. */
    private static byte[] canonical(String text, int begin) {
        byte[] bytes = new byte[text.length() - begin];
        int count = 0;
        for (int i = begin; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character != ' ' && character != '\n' && character != '\r' && character != '\t') {
                bytes[count++] = standard(character);
            }
        }
        return Arrays.copyOf(bytes, count);
    }

    private static byte standard(char character) {
        return switch (character) {
            case '-' -> '+';
            case '_' -> '/';
            default -> character < 0x80 ? (byte) character : (byte) '?'; // the decoder rejects it
        };
    }
}
