package dev.captioner.web.inference;

import dev.captioner.web.problem.Problem;
import dev.captioner.web.request.Base64Photo;
import dev.captioner.web.request.Fields;
import dev.captioner.web.request.Utf8;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An input tensor: one element of type BYTES.
 *
 * @param text the element, if it is in the JSON
 * @param bytes the element, if it follows the JSON as binary data
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record InputTensor(String name, @Nullable String text, byte @Nullable [] bytes) {
    private static final int LENGTH_BYTES = 4;

    /**
     * Reads a tensor.
     *
     * @param json the JSON of the tensor
     * @param binary the bytes after the JSON; reading starts at its position
     */
    static InputTensor of(JsonNode json, ByteBuffer binary) {
        String name = json.path("name").asString("");
        if (!name.equals(TensorType.IMAGE.name()) && !name.equals(TensorType.QUESTION.name())) {
            throw Problem.UNKNOWN_OPTION.exception(
                    "expected the inputs 'image' and 'question' only, found " + Fields.quote(name));
        }
        String datatype = json.path("datatype").asString("");
        if (!datatype.equals("BYTES")) {
            throw bad(name, "the datatype BYTES", Fields.quote(datatype));
        }
        requireOneElement(name, json.path("shape"));
        OptionalInt size = binarySize(name, json.path("parameters"));
        return size.isPresent()
                ? new InputTensor(name, null, element(name, binary, size.getAsInt()))
                : new InputTensor(name, element(name, json.path("data")), null);
    }

    private static void requireOneElement(String name, JsonNode shape) {
        boolean one = shape.isArray() && !shape.isEmpty();
        for (JsonNode dimension : shape) {
            one &= dimension.isInt() && dimension.intValue() == 1;
        }
        if (!one) {
            throw bad(
                    name, "the shape [1], for one photo a request", shape.isMissingNode() ? "none" : shape.toString());
        }
    }

    private static OptionalInt binarySize(String name, JsonNode parameters) {
        for (String parameter : parameters.propertyNames()) {
            if (!parameter.equals("binary_data_size") && !parameter.equals("content_type")) {
                throw Problem.UNKNOWN_OPTION.exception("expected no parameter of the input '" + name
                        + "' but 'binary_data_size', found " + Fields.quote(parameter));
            }
        }
        JsonNode size = parameters.path("binary_data_size");
        if (size.isMissingNode()) {
            return OptionalInt.empty();
        }
        if (!size.isInt() || size.intValue() < LENGTH_BYTES) {
            throw bad(name, "a binary_data_size of at least " + LENGTH_BYTES, size.toString());
        }
        return OptionalInt.of(size.intValue());
    }

    /** An element of a binary tensor: its length as 4 bytes, little endian, then its bytes. */
    private static byte[] element(String name, ByteBuffer binary, int size) {
        if (binary.remaining() < size) {
            throw bad(name, size + " bytes after the JSON", Integer.toString(binary.remaining()));
        }
        int length = binary.order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (length != size - LENGTH_BYTES) {
            throw bad(name, "one element of " + (size - LENGTH_BYTES) + " bytes", "one of " + length);
        }
        byte[] bytes = new byte[length];
        binary.get(bytes);
        return bytes;
    }

    private static String element(String name, JsonNode data) {
        JsonNode element = data;
        while (element.isArray() && element.size() == 1) { // nested according to the shape, or flat
            element = element.get(0);
        }
        if (!element.isString()) {
            throw bad(name, "'data' with one string", data.isMissingNode() ? "none" : "other JSON");
        }
        return element.stringValue();
    }

    private static RuntimeException bad(String name, String expected, String found) {
        return Problem.BAD_OPTION.exception(
                "the input '" + name + "': expected " + expected + ", found " + Fields.quote(found));
    }

    /** The element as bytes of a photo; in JSON it is base64. */
    byte[] photo() {
        return bytes == null ? Base64Photo.bytes(String.valueOf(text), name) : bytes;
    }

    /** The element as text. */
    String string() {
        return bytes == null ? String.valueOf(text) : Utf8.text(bytes, name);
    }
}
