package dev.captioner.web.request;

import dev.captioner.web.problem.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads requests in JSON. A duplicate field is an error. */
public final class JsonBody {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonBody() {}

    /**
     * Reads an object.
     *
     * @param example of the expected object, for the message
     * @throws org.springframework.web.ErrorResponseException when the body is no JSON object
     */
    public static JsonNode object(byte[] body, String example) {
        JsonNode object;
        try {
            object = JSON.readTree(body);
        } catch (JacksonException e) {
            throw Problem.MALFORMED_REQUEST.exception("the JSON cannot be read: " + e.getOriginalMessage());
        }
        if (!object.isObject()) {
            throw Problem.MALFORMED_REQUEST.exception("expected a JSON object, as in " + example);
        }
        return object;
    }

    /**
     * Adds a field; a list becomes several values, null none.
     *
     * @throws org.springframework.web.ErrorResponseException when it is no string, number, boolean, or list of these
     */
    public static void add(String name, JsonNode value, Fields fields) {
        if (value.isArray()) {
            value.forEach(element -> fields.add(name, scalar(name, element)));
        } else if (!value.isNull()) {
            fields.add(name, scalar(name, value));
        }
    }

    private static String scalar(String name, JsonNode value) {
        if (!value.isString() && !value.isNumber() && !value.isBoolean()) {
            throw Problem.BAD_OPTION.exception("expected " + Fields.quote(name)
                    + " to be a string, a number, true or false, or a list of these, found other JSON");
        }
        return value.asString();
    }
}
