package dev.captioner.web.request;

import dev.captioner.web.body.ReceivedBody;
import dev.captioner.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Reads a photo and fields from a request: a form, JSON, or the bytes of the photo alone. The query string may have fields too. */
public final class RequestReader {
    private RequestReader() {}

    /**
     * Reads the photo and the fields of a received request.
     *
     * @throws org.springframework.web.ErrorResponseException when the body has an unsupported type or is malformed
     */
    public static PhotoRequest read(HttpServletRequest request) {
        Fields fields = new Fields();
        readQuery(request.getQueryString(), fields);
        byte[] body = ReceivedBody.bytes(request);
        MediaType type = type(request);
        if (type.isCompatibleWith(MediaType.MULTIPART_FORM_DATA)) {
            return new PhotoRequest(MultipartForm.read(String.valueOf(request.getContentType()), body, fields), fields);
        }
        if (type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
            return new PhotoRequest(JsonForm.read(body, fields), fields);
        }
        if (type.getType().equals("image") || type.isCompatibleWith(MediaType.APPLICATION_OCTET_STREAM)) {
            return new PhotoRequest(body, fields);
        }
        throw unsupported(type.toString());
    }

    private static MediaType type(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null || type.isBlank()) {
            throw unsupported("no Content-Type");
        }
        try {
            return MediaType.parseMediaType(type);
        } catch (InvalidMediaTypeException e) {
            throw unsupported("'" + type.toLowerCase(Locale.ROOT) + "'");
        }
    }

    private static RuntimeException unsupported(String found) {
        return Problem.UNSUPPORTED_BODY.exception(
                "expected the Content-Type multipart/form-data with the photo in its part 'image', application/json with base64 in"
                        + " its field 'image', or image/* with the bytes of a photo, found " + found);
    }

    /**
     * Adds the parameters of a query string.
     *
     * @param query null or empty for none
     */
    public static void readQuery(@Nullable String query, Fields fields) {
        if (query == null || query.isEmpty()) {
            return;
        }
        for (String field : query.split("&", -1)) {
            if (field.isEmpty()) {
                continue;
            }
            int sign = field.indexOf('=');
            String name = Utf8.decoded(sign < 0 ? field : field.substring(0, sign), "the URL");
            fields.add(name, sign < 0 ? "" : Utf8.decoded(field.substring(sign + 1), name));
        }
    }
}
