package dev.captioner.web.request;

import dev.captioner.web.problem.Problem;
import java.util.Base64;

/** A photo in text: base64, plain or in a data URI (RFC 2397). */
public final class Base64Photo {
    private Base64Photo() {}

    /**
     * Decodes a photo.
     *
     * @param field name of the field that has the text, for the message
     * @throws org.springframework.web.ErrorResponseException when the text is neither, or a URL: the service fetches nothing
     */
    public static byte[] bytes(String text, String field) {
        if (text.regionMatches(true, 0, "http://", 0, 7) || text.regionMatches(true, 0, "https://", 0, 8)) {
            throw Problem.REMOTE_PHOTO.exception(
                    field,
                    "the service does not fetch photos from URLs, so that nobody can make it send requests; send the photo itself"
                            + " in '" + field + "', as in data:image/jpeg;base64,...");
        }
        int comma = text.startsWith("data:") ? text.indexOf(',') : -1;
        if (comma >= 0 && !text.substring(0, comma).endsWith(";base64")) {
            throw Problem.BAD_BASE64.exception(
                    field, "expected a data URI in base64, as in data:image/jpeg;base64,..., in '" + field + "'");
        }
        try {
            return Base64.getDecoder().decode(text.substring(comma + 1));
        } catch (IllegalArgumentException e) {
            throw Problem.BAD_BASE64.exception(
                    field,
                    "expected the photo as base64 (RFC 4648, section 4, without line breaks) in the field '" + field
                            + "', found other characters");
        }
    }
}
