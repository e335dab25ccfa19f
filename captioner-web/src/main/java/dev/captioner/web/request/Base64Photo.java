package dev.captioner.web.request;

import dev.captioner.web.problem.Problem;
import java.util.Base64;

/** A photo within text: base64 alone, or in a data URI (RFC 2397). */
public final class Base64Photo {
    private Base64Photo() {}

    /**
     * The photo's bytes.
     *
     * @param field where the text stands
     * @throws org.springframework.web.ErrorResponseException when it is none of both
     */
    public static byte[] bytes(String text, String field) {
        if (text.regionMatches(true, 0, "http://", 0, 7) || text.regionMatches(true, 0, "https://", 0, 8)) {
            throw Problem.REMOTE_PHOTO.exception(
                    field,
                    "photos are not fetched from other machines, so that nobody can have this one call them; send the photo"
                            + " itself in '" + field + "', as in data:image/jpeg;base64,...");
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
