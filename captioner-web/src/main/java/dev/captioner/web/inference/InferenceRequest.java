package dev.captioner.web.inference;

import dev.captioner.web.problem.Problem;
import dev.captioner.web.request.Fields;
import dev.captioner.web.request.JsonBody;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.JsonNode;

/**
 * An inference request.
 *
 * @param id repeated in the response
 * @param photo bytes of the photo file, not checked yet
 * @param question if absent, the photo is captioned
 * @param fields the request's parameters
 * @param outputs requested outputs by name, and whether their data is binary; empty for all
 * @param binary whether the data of outputs is binary by default
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record InferenceRequest(
        Optional<String> id,
        byte[] photo,
        Optional<String> question,
        Fields fields,
        Map<String, Optional<Boolean>> outputs,
        boolean binary) {
    private static final int LONGEST_ID = 256;

    /** Parameters of clients for servers that keep sequences and priorities of requests; they do not change the result. */
    private static final Set<String> IGNORED =
            Set.of("sequence_id", "sequence_start", "sequence_end", "priority", "timeout", "headers", "content_type");

    private static final List<String> OF_ANSWERS_ONLY = TensorType.OF_ANSWERS.stream()
            .filter(type -> !TensorType.OF_CAPTIONS.contains(type))
            .map(TensorType::name)
            .toList();

    /**
     * Reads a request.
     *
     * @param jsonLength the header Inference-Header-Content-Length: length of the JSON at the start of the body; null if the body
     *     is JSON only
     * @throws ErrorResponseException when the request is malformed
     */
    static InferenceRequest of(byte[] body, @Nullable String jsonLength) {
        int split = split(body.length, jsonLength);
        JsonNode json = JsonBody.object(Arrays.copyOf(body, split), "{\"inputs\": [...]}");
        requireKnown(json, "the request", List.of("id", "inputs", "outputs", "parameters"));
        Map<String, InputTensor> inputs =
                inputs(json.path("inputs"), ByteBuffer.wrap(body, split, body.length - split));
        InputTensor image = inputs.get(TensorType.IMAGE.name());
        if (image == null) {
            throw Problem.MISSING_IMAGE.exception("expected an input 'image' with the photo, found none");
        }
        Fields fields = new Fields();
        boolean binary = false;
        JsonNode parameters = json.path("parameters");
        if (!parameters.isMissingNode() && !parameters.isObject()) {
            throw Problem.BAD_OPTION.exception("expected 'parameters' to be an object, found other JSON");
        }
        for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
            if (parameter.getKey().equals("binary_data_output")) {
                binary = flag(parameter.getKey(), parameter.getValue());
            } else if (!IGNORED.contains(parameter.getKey())) {
                JsonBody.add(parameter.getKey(), parameter.getValue(), fields);
            }
        }
        return new InferenceRequest(
                id(json.path("id")),
                image.photo(),
                Optional.ofNullable(inputs.get(TensorType.QUESTION.name())).map(InputTensor::string),
                fields,
                outputs(json.path("outputs")),
                binary);
    }

    private static int split(int length, @Nullable String jsonLength) {
        if (jsonLength == null) {
            return length;
        }
        if (!jsonLength.matches("[0-9]{1,9}") || Integer.parseInt(jsonLength) > length) {
            throw Problem.MALFORMED_REQUEST.exception(
                    "expected Inference-Header-Content-Length to be the length of the JSON"
                            + " at the start of the body, at most " + length + ", found " + Fields.quote(jsonLength));
        }
        return Integer.parseInt(jsonLength);
    }

    private static Map<String, InputTensor> inputs(JsonNode json, ByteBuffer binary) {
        Map<String, InputTensor> inputs = new LinkedHashMap<>();
        for (JsonNode each : list("inputs", json)) {
            InputTensor input = InputTensor.of(each, binary);
            if (inputs.put(input.name(), input) != null) {
                throw Problem.TWIN_FIELDS.exception("expected the input '" + input.name() + "' once, found it twice");
            }
        }
        if (binary.hasRemaining()) {
            throw Problem.MALFORMED_REQUEST.exception(
                    "expected the number of bytes after the JSON to be the sum of the inputs' binary_data_size, found "
                            + binary.remaining() + " more");
        }
        return inputs;
    }

    private static Iterable<JsonNode> list(String name, JsonNode json) {
        if (!json.isMissingNode() && !json.isArray()) {
            throw Problem.BAD_OPTION.exception("expected '" + name + "' to be a list, found other JSON");
        }
        return json;
    }

    private static Optional<String> id(JsonNode json) {
        if (json.isMissingNode()) {
            return Optional.empty();
        }
        if (!json.isString() || json.stringValue().length() > LONGEST_ID) {
            throw Problem.BAD_OPTION.exception("expected 'id' to be a string of at most " + LONGEST_ID + " characters");
        }
        return Optional.of(json.stringValue());
    }

    private static Map<String, Optional<Boolean>> outputs(JsonNode json) {
        Map<String, Optional<Boolean>> outputs = new LinkedHashMap<>();
        for (JsonNode each : list("outputs", json)) {
            JsonNode parameters = each.path("parameters");
            requireKnown(parameters, "an output", List.of("binary_data"));
            outputs.put(
                    each.path("name").asString(""),
                    parameters.optional("binary_data").map(value -> flag("binary_data", value)));
        }
        return outputs;
    }

    private static void requireKnown(JsonNode object, String what, List<String> names) {
        for (String name : object.propertyNames()) {
            if (!names.contains(name)) {
                throw Problem.UNKNOWN_OPTION.exception(
                        "expected only the fields " + names + " in " + what + ", found " + Fields.quote(name));
            }
        }
    }

    private static boolean flag(String name, JsonNode value) {
        if (!value.isBoolean()) {
            throw Problem.BAD_OPTION.exception("expected '" + name + "' to be true or false, found other JSON");
        }
        return value.booleanValue();
    }

    /**
     * Checks the names of the requested outputs.
     *
     * @throws ErrorResponseException when one does not exist
     */
    void requireOutputs() {
        List<String> known = (question.isPresent() ? TensorType.OF_ANSWERS : TensorType.OF_CAPTIONS)
                .stream().map(TensorType::name).toList();
        for (String name : outputs.keySet()) {
            if (!known.contains(name)) {
                throw Problem.UNKNOWN_OPTION.exception("expected outputs out of " + known + ", found "
                        + Fields.quote(name)
                        + (OF_ANSWERS_ONLY.contains(name) ? ", which only answers have" : ""));
            }
        }
    }

    /** The requested outputs. */
    List<OutputTensor> wanted(List<OutputTensor> all) {
        return all.stream()
                .filter(output ->
                        outputs.isEmpty() || outputs.containsKey(output.type().name()))
                .toList();
    }

    boolean isBinary(OutputTensor output) {
        return outputs.getOrDefault(output.type().name(), Optional.empty()).orElse(binary);
    }
}
