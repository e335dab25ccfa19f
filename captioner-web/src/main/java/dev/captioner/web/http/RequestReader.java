package dev.captioner.web.http;

import dev.captioner.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Reads a photo and fields out of a request: a form, JSON, or nothing but the photo. Fields may stand in the address too. */
@Component
class RequestReader {
    private final JsonForm json;
    private final MultipartForm multipart;

    RequestReader(JsonForm json, MultipartForm multipart) {
        this.json = json;
        this.multipart = multipart;
    }

    PhotoRequest read(HttpServletRequest request) {
        Fields fields = new Fields();
        readAddress(request.getQueryString(), fields);
        byte[] body = BodyFilter.bytes(request);
        MediaType type = type(request);
        if (type.isCompatibleWith(MediaType.MULTIPART_FORM_DATA)) {
            return new PhotoRequest(multipart.read(String.valueOf(request.getContentType()), body, fields), fields);
        }
        if (type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
            return new PhotoRequest(json.read(body, fields), fields);
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

    static void readAddress(@Nullable String query, Fields fields) {
        if (query == null || query.isEmpty()) {
            return;
        }
        for (String field : query.split("&", -1)) {
            if (field.isEmpty()) {
                continue;
            }
            int sign = field.indexOf('=');
            String name = Utf8.decoded(sign < 0 ? field : field.substring(0, sign), "the address");
            fields.add(name, sign < 0 ? "" : Utf8.decoded(field.substring(sign + 1), name));
        }
    }
}
