package dev.captioner.web.openai;

import dev.captioner.decode.DecodingOption;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.request.DecodingForm;
import dev.captioner.web.request.Fields;
import dev.captioner.web.serving.ServedModel;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.JsonNode;

/**
 * A request for a chat completion.
 *
 * @param chat photo and text
 * @param decoding options of captions
 * @param logprobs whether the response has the log-probabilities of tokens
 * @param stream whether the response is streamed
 * @param usageInStream whether a stream ends with the numbers of tokens
 */
record ChatRequest(Chat chat, DecodingForm decoding, boolean logprobs, boolean stream, boolean usageInStream) {
    /**
     * Reads a request.
     *
     * @throws ErrorResponseException when it names another model, or a parameter is unknown or invalid
     */
    static ChatRequest of(JsonNode body, ServedModel served) {
        ChatParameters parameters = new ChatParameters(body);
        String model = parameters
                .text("model")
                .orElseThrow(() -> Problem.BAD_OPTION.exception(
                        "model",
                        "expected 'model' to name the model, '"
                                + served.description().name() + "', found none"));
        requireModel(model, served);
        parameters.rejectUnknown();
        return new ChatRequest(
                Chat.of(body.path("messages")),
                parameters.decoding(served.captioner().defaults().constraints().maxLength()),
                parameters.flag("logprobs"),
                parameters.flag("stream"),
                parameters.usageInStream());
    }

    /**
     * Checks that a name is that of the served model.
     *
     * @throws ErrorResponseException when it is not
     */
    static void requireModel(String name, ServedModel served) {
        if (!served.description().name().equals(name)) {
            throw Problem.NOT_FOUND.exception(
                    "model",
                    "expected the model '" + served.description().name() + "', found " + Fields.quote(name)
                            + "; GET /v1/models lists the models");
        }
    }

    /** Number of captions or answers. */
    int choices() {
        return decoding.request().values().get(DecodingOption.N_BEST) instanceof Long n ? Math.toIntExact(n) : 1;
    }
}
