package dev.captioner.web.openai;

import dev.captioner.decode.Strategy;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.request.Fields;
import dev.captioner.web.serving.ServedModel;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.JsonNode;

/**
 * What is asked of the model.
 *
 * @param chat to go on with
 * @param choices n, how many things to say
 * @param mostWords of a caption, if it is to be shorter than the model's own
 * @param temperature 0 or none for the model's own search
 * @param topP share of the probability that is drawn from
 * @param seed of the draws
 * @param logprobs whether to give them
 * @param stream whether to answer bit by bit
 * @param usageInStream whether to say at a stream's end what was read and written
 */
record ChatRequest(
        Chat chat,
        int choices,
        OptionalInt mostWords,
        OptionalDouble temperature,
        OptionalDouble topP,
        OptionalLong seed,
        boolean logprobs,
        boolean stream,
        boolean usageInStream) {
    private static final double HOTTEST = 2;

    /** What is colder gives the most probable words. */
    private static final double COLDEST = 0.01;

    /**
     * Reads a request.
     *
     * @throws ErrorResponseException with what is wrong with it
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
        parameters.refuseWhatIsNotFollowed();
        return new ChatRequest(
                Chat.of(body.path("messages")),
                parameters.wholeNumber("n", 1, Strategy.MOST_SENTENCES).orElse(1),
                parameters.mostWords(),
                parameters.number("temperature", 0, HOTTEST),
                parameters.number("top_p", 0, 1),
                parameters.seed(),
                parameters.flag("logprobs"),
                parameters.flag("stream"),
                parameters.usageInStream());
    }

    /**
     * Checks that a model is the one that is served.
     *
     * @throws ErrorResponseException when it is another
     */
    static void requireModel(String name, ServedModel served) {
        if (!served.description().name().equals(name)) {
            throw Problem.NOT_FOUND.exception(
                    "model",
                    "expected the model '" + served.description().name() + "', found " + Fields.quote(name)
                            + "; GET /v1/models lists what there is");
        }
    }

    /** How to caption, in the options of {@code POST /caption}. */
    Fields captionFields(ServedModel model) {
        Fields fields = new Fields();
        fields.add("nBest", Integer.toString(choices));
        fields.add("attention", "none");
        int longest = model.captioner().defaults().constraints().maxLength();
        mostWords.ifPresent(most -> fields.add("maxLength", Integer.toString(Math.min(most, longest))));
        if (draws()) {
            fields.add("sample", "true");
            temperature.ifPresent(value -> fields.add("temperature", Double.toString(value)));
            topP.ifPresent(value -> fields.add("topP", Double.toString(value)));
            seed.ifPresent(value -> fields.add("seed", Long.toString(value)));
        }
        return fields;
    }

    private boolean draws() {
        boolean nucleus = topP.isPresent() && topP.getAsDouble() < 1;
        return temperature.isPresent() ? temperature.getAsDouble() >= COLDEST : nucleus;
    }
}
