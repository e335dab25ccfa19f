package dev.captioner.web.request;

import dev.captioner.web.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes text of requests strictly: malformed UTF-8 is an error, not a replacement character. */
public final class Utf8 {
    private Utf8() {}

    /**
     * Decodes UTF-8.
     *
     * @param name name of the field, for the message
     * @throws org.springframework.web.ErrorResponseException when the bytes are not UTF-8
     */
    public static String text(byte[] bytes, String name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.MALFORMED_REQUEST.exception(name, "expected '" + name + "' in UTF-8, found other bytes");
        }
    }

    /** Decodes percent signs and plus signs of a query string. */
    static String decoded(String query, String name) {
        byte[] given = query.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(given.length);
        for (int i = 0; i < given.length; i++) {
            if (given[i] == '+') {
                bytes.write(' ');
            } else if (given[i] != '%') {
                bytes.write(given[i]);
            } else if (i + 2 < given.length
                    && Character.digit(given[i + 1], 16) >= 0
                    && Character.digit(given[i + 2], 16) >= 0) {
                bytes.write(Character.digit(given[i + 1], 16) * 16 + Character.digit(given[i + 2], 16));
                i += 2;
            } else {
                throw Problem.MALFORMED_REQUEST.exception(
                        name,
                        "expected two hexadecimal digits after each % of the URL, found others in '" + name + "'");
            }
        }
        return text(bytes.toByteArray(), name);
    }
}
