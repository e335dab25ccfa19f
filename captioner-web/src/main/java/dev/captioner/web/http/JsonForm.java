package dev.captioner.web.http;

import dev.captioner.web.problem.Problem;
import java.util.Base64;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request in the form of a JSON object: base64 of a photo in the field {@code image}, options in others. */
@Component
class JsonForm {
    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The photo; all others become fields, a list as many. */
    byte[] read(byte[] body, Fields fields) {
        JsonNode object = parse(body);
        if (!object.isObject()) {
            throw Problem.MALFORMED_REQUEST.exception("expected a JSON object, as in {\"image\": \"...\"}");
        }
        object.properties().forEach(field -> {
            if (!field.getKey().equals("image")) {
                add(field.getKey(), field.getValue(), fields);
            }
        });
        JsonNode image = object.path("image");
        if (!image.isString()) {
            throw Problem.MISSING_IMAGE.exception("expected the photo as base64 in a field 'image', found none");
        }
        return bytes(image.stringValue());
    }

    private JsonNode parse(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            throw Problem.MALFORMED_REQUEST.exception("the JSON cannot be read: " + e.getOriginalMessage());
        }
    }

    private static void add(String name, JsonNode value, Fields fields) {
        if (value.isArray()) {
            value.forEach(element -> fields.add(name, scalar(name, element)));
        } else if (!value.isNull()) {
            fields.add(name, scalar(name, value));
        }
    }

    private static String scalar(String name, JsonNode value) {
        if (!value.isString() && !value.isNumber() && !value.isBoolean()) {
            throw Problem.BAD_OPTION.exception("expected " + Fields.quote(name)
                    + " to be a text, a number, true or false, or a list of such, found other JSON");
        }
        return value.asString();
    }

    /** Base64 alone, or in a data URI (RFC 2397). */
    private static byte[] bytes(String image) {
        int comma = image.startsWith("data:") ? image.indexOf(',') : -1;
        if (comma >= 0 && !image.substring(0, comma).endsWith(";base64")) {
            throw Problem.BAD_BASE64.exception("expected a data URI in base64, as in data:image/jpeg;base64,...");
        }
        try {
            return Base64.getDecoder().decode(image.substring(comma + 1));
        } catch (IllegalArgumentException e) {
            throw Problem.BAD_BASE64.exception(
                    "expected the photo as base64 (RFC 4648, section 4, without line breaks) in the field 'image', found other"
                            + " characters");
        }
    }
}
