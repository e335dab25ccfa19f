package dev.captioner.web.huggingface;

import dev.captioner.web.problem.Problem;
import dev.captioner.web.request.Base64Photo;
import dev.captioner.web.request.Fields;
import dev.captioner.web.request.JsonBody;
import dev.captioner.web.serving.ServedModel;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What is asked of the model.
 *
 * @param photo bytes of a photo file, or what is meant to be one
 * @param question without one, the photo gets a caption
 * @param parameters of the request, an object
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, not compared
record TaskRequest(byte[] photo, Optional<String> question, JsonNode parameters) {
    /** Parameters of image-to-text that ask for what the service can do, and its own names for them. */
    private static final Map<String, String> OF_CAPTIONS = Map.of(
            "num_beams", "beam",
            "do_sample", "sample",
            "temperature", "temperature",
            "top_p", "topP",
            "num_return_sequences", "nBest",
            "max_new_tokens", "maxLength");

    private static final Map<String, String> OF_ANSWERS = Map.of("top_k", "top");

    /**
     * Reads a request: JSON, or else a photo as it is. No photo begins with a brace.
     *
     * @throws ErrorResponseException with what is wrong with it
     */
    static TaskRequest of(byte[] body) {
        if (body.length == 0 || body[0] != '{') {
            return new TaskRequest(body, Optional.empty(), JsonNodeFactory.instance.objectNode());
        }
        JsonNode json = JsonBody.object(body, "{\"inputs\": \"...\"}");
        JsonNode inputs = json.path("inputs");
        JsonNode photo = inputs.isObject() ? inputs.path("image") : inputs;
        if (!photo.isString()) {
            throw Problem.MISSING_IMAGE.exception("expected the photo as base64 in 'inputs', or in 'inputs' by the name"
                    + " 'image' beside a 'question', found none");
        }
        JsonNode beside = json.path("question");
        JsonNode question = inputs.isObject() ? inputs.path("question") : beside;
        if (inputs.isObject() || !beside.isMissingNode()) {
            requireText(question);
        }
        if (inputs.isObject() && !beside.isMissingNode()) {
            throw Problem.SEVERAL_QUESTIONS.exception("expected one 'question', in 'inputs' or beside it, found both");
        }
        JsonNode parameters = json.path("parameters");
        if (!parameters.isMissingNode() && !parameters.isObject()) {
            throw Problem.BAD_OPTION.exception("expected 'parameters' to be an object, found other JSON");
        }
        return new TaskRequest(
                Base64Photo.bytes(photo.stringValue(), "inputs"),
                question.isString() ? Optional.of(question.stringValue()) : Optional.empty(),
                parameters);
    }

    private static void requireText(JsonNode question) {
        if (!question.isString()) {
            throw Problem.MISSING_QUESTION.exception("expected a text by the name 'question', found none");
        }
    }

    /** How to caption, in the options of {@code POST /caption}. */
    Fields captionFields(ServedModel model) {
        Fields fields = new Fields();
        int longest = model.captioner().defaults().constraints().maxLength();
        for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
            if (parameter.getKey().equals("generation_parameters")
                    || parameter.getKey().equals("generate_kwargs")) {
                parameter.getValue().properties().forEach(inner -> add(inner, OF_CAPTIONS, longest, fields));
            } else {
                add(parameter, OF_CAPTIONS, longest, fields);
            }
        }
        fields.add("attention", "none");
        return fields;
    }

    /** What to answer, in the options of {@code POST /vqa}. */
    Fields questionFields() {
        Fields fields = new Fields();
        question.ifPresent(text -> fields.add("question", text));
        parameters.properties().forEach(parameter -> add(parameter, OF_ANSWERS, Integer.MAX_VALUE, fields));
        return fields;
    }

    /** @param longest a caption gets no longer than it does without being limited */
    private static void add(
            Map.Entry<String, JsonNode> parameter, Map<String, String> known, int longest, Fields fields) {
        String name = known.get(parameter.getKey());
        if (name == null) {
            throw Problem.UNKNOWN_OPTION.exception("expected parameters out of "
                    + known.keySet().stream().sorted().toList() + ", found " + Fields.quote(parameter.getKey()));
        }
        JsonNode value = parameter.getValue();
        boolean tooLong = name.equals("maxLength") && value.isInt() && value.intValue() > longest;
        JsonBody.add(name, tooLong ? JsonNodeFactory.instance.numberNode(longest) : value, fields);
    }
}
