package dev.captioner.web.huggingface;

import dev.captioner.Captioner;
import dev.captioner.decode.ConstraintException;
import dev.captioner.decode.DecodingOption;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.request.Base64Photo;
import dev.captioner.web.request.DecodingForm;
import dev.captioner.web.request.Fields;
import dev.captioner.web.request.JsonBody;
import dev.captioner.web.settings.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A request in the format of Hugging Face's inference.
 *
 * @param photo bytes of the photo file, not checked yet
 * @param question empty for a caption
 * @param parameters a JSON object
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, not compared
record TaskRequest(byte[] photo, Optional<String> question, JsonNode parameters) {
    private static final String MAXIMUM_LENGTH = "max_new_tokens";

    /** Hugging Face's names of decoding options. The service's own names are accepted too. */
    private static final Map<String, DecodingOption> OF_CAPTIONS = Map.of(
            "num_beams",
            DecodingOption.BEAM,
            "do_sample",
            DecodingOption.SAMPLE,
            "temperature",
            DecodingOption.TEMPERATURE,
            "top_k",
            DecodingOption.TOP_K,
            "top_p",
            DecodingOption.TOP_P,
            "num_return_sequences",
            DecodingOption.N_BEST,
            "min_new_tokens",
            DecodingOption.MIN_LENGTH,
            MAXIMUM_LENGTH,
            DecodingOption.MAX_LENGTH);

    private static final Map<String, String> OF_ANSWERS = Map.of("top_k", "top");

    /**
     * Reads a request: JSON if it begins with a brace, which no photo does; otherwise a photo.
     *
     * @throws ErrorResponseException when the JSON is malformed, or has no photo or several questions
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

    /**
     * The decoding options among the parameters, prepared for a model.
     *
     * @throws ErrorResponseException when a parameter is unknown, out of range or conflicts with another
     * @throws ConstraintException when no caption can satisfy the constraints
     */
    DecodingPlan plan(Captioner captioner, Settings.Limits limits) {
        DecodingForm form = new DecodingForm();
        int longest = captioner.defaults().constraints().maxLength();
        for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
            if (parameter.getKey().equals("generation_parameters")
                    || parameter.getKey().equals("generate_kwargs")) {
                parameter.getValue().properties().forEach(inner -> add(inner, longest, form));
            } else {
                add(parameter, longest, form);
            }
        }
        return form.plan(captioner, limits);
    }

    /** @param longest the model's own maximum length, which {@code max_new_tokens} does not raise */
    private static void add(Map.Entry<String, JsonNode> parameter, int longest, DecodingForm form) {
        String name = parameter.getKey();
        JsonNode value = parameter.getValue();
        DecodingOption option = Optional.ofNullable(OF_CAPTIONS.get(name))
                .or(() -> DecodingOption.ofKey(name))
                .orElseThrow(
                        () -> unknown(name, Stream.concat(OF_CAPTIONS.keySet().stream(), DecodingForm.NAMES.stream())));
        if (name.equals(MAXIMUM_LENGTH) && value.isInt()) {
            form.add(name, option, Math.min(value.intValue(), longest));
        } else {
            form.addJson(name, option, value);
        }
    }

    /**
     * The question and its parameters, as options of {@code POST /vqa}.
     *
     * @throws ErrorResponseException when a parameter is unknown
     */
    Fields questionFields() {
        Fields fields = new Fields();
        question.ifPresent(text -> fields.add("question", text));
        for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
            String name = OF_ANSWERS.get(parameter.getKey());
            if (name == null) {
                throw unknown(parameter.getKey(), OF_ANSWERS.keySet().stream());
            }
            JsonBody.add(name, parameter.getValue(), fields);
        }
        return fields;
    }

    private static ErrorResponseException unknown(String name, Stream<String> known) {
        return Problem.UNKNOWN_OPTION.exception(
                "expected parameters out of " + known.distinct().sorted().toList() + ", found " + Fields.quote(name));
    }
}
