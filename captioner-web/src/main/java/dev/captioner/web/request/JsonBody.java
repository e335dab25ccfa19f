package dev.captioner.web.request;

import dev.captioner.web.problem.Problem;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads requests in JSON. A duplicate field is an error. */
public final class JsonBody {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** How Jackson says where something began, with the setting that hides the source. */
    private static final Pattern SOURCE = Pattern.compile(" ?\\([^(]*\\[Source: [^\\]]*]\\)");

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
            throw Problem.MALFORMED_REQUEST.exception("the JSON cannot be read: " + reason(e));
        }
        if (!object.isObject()) {
            throw Problem.MALFORMED_REQUEST.exception("expected a JSON object, as in " + example);
        }
        return object;
    }

    /** What is wrong, and where. Jackson's own message about a limit names its settings, which no client can change. */
    private static String reason(JacksonException failure) {
        String what = failure instanceof StreamConstraintsException
                ? "it is nested too deeply, or has a name, a number or a text that is too long"
                : SOURCE.matcher(failure.getOriginalMessage()).replaceAll("");
        TokenStreamLocation place = failure.getLocation();
        return place == null ? what : what + " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
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
            throw Problem.BAD_OPTION.exception(
                    name,
                    "expected " + Fields.quote(name)
                            + " to be a string, a number, true or false, or a list of these, found other JSON");
        }
        return value.asString();
    }
}
