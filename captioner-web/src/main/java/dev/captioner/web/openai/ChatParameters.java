package dev.captioner.web.openai;

import dev.captioner.web.problem.Problem;
import dev.captioner.web.request.Fields;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The parameters of a chat request. What is null counts as not given. */
final class ChatParameters {
    private static final Set<String> FOLLOWED = Set.of(
            "model",
            "messages",
            "n",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "seed",
            "logprobs",
            "stream",
            "stream_options");

    /** Makes no difference to what is said. */
    private static final Set<String> IGNORED = Set.of(
            "metadata",
            "parallel_tool_calls",
            "prediction",
            "prompt_cache_key",
            "prompt_cache_retention",
            "safety_identifier",
            "service_tier",
            "user");

    /** Accepted with these values, which ask for nothing. */
    private static final Map<String, Predicate<JsonNode>> NEUTRAL = Map.ofEntries(
            Map.entry("frequency_penalty", ChatParameters::isZero),
            Map.entry("presence_penalty", ChatParameters::isZero),
            Map.entry("top_logprobs", ChatParameters::isZero),
            Map.entry("logit_bias", ChatParameters::isEmpty),
            Map.entry("stop", ChatParameters::isEmpty),
            Map.entry("tools", ChatParameters::isEmpty),
            Map.entry("functions", ChatParameters::isEmpty),
            Map.entry("tool_choice", value -> Set.of("none", "auto").contains(value.asString(""))),
            Map.entry("function_call", value -> Set.of("none", "auto").contains(value.asString(""))),
            Map.entry(
                    "response_format", value -> value.path("type").asString("").equals("text")),
            Map.entry(
                    "modalities",
                    value -> value.size() == 1 && value.path(0).asString("").equals("text")),
            Map.entry("store", ChatParameters::isFalse));

    private final JsonNode body;

    ChatParameters(JsonNode body) {
        this.body = body;
    }

    private static boolean isZero(JsonNode value) {
        return value.isNumber() && value.doubleValue() == 0;
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainer() && value.isEmpty();
    }

    private static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.booleanValue();
    }

    private Optional<JsonNode> value(String name) {
        return body.optional(name).filter(value -> !value.isNull());
    }

    /** Rather than to answer as if it had not been asked for. */
    void refuseWhatIsNotFollowed() {
        body.propertyNames().stream()
                .filter(name -> !FOLLOWED.contains(name) && !IGNORED.contains(name))
                .forEach(name -> value(name).ifPresent(value -> {
                    Predicate<JsonNode> neutral = NEUTRAL.get(name);
                    if (neutral == null || !neutral.test(value)) {
                        throw Problem.UNKNOWN_OPTION.exception(
                                name,
                                Fields.quote(name)
                                        + (neutral == null
                                                ? " is no parameter of this service"
                                                : " with this value" + " cannot be followed by this model")
                                        + "; leave it out, it would have no effect");
                    }
                }));
    }

    Optional<String> text(String name) {
        return value(name).map(value -> {
            if (!value.isString()) {
                throw bad(name, "a text", value);
            }
            return value.stringValue();
        });
    }

    boolean flag(String name) {
        return value(name).map(value -> flag(name, value)).orElse(false);
    }

    private static boolean flag(String name, JsonNode value) {
        if (!value.isBoolean()) {
            throw bad(name, "true or false", value);
        }
        return value.booleanValue();
    }

    OptionalInt wholeNumber(String name, int least, int most) {
        return value(name)
                .map(value -> OptionalInt.of((int) whole(name, value, least, most)))
                .orElse(OptionalInt.empty());
    }

    OptionalLong seed() {
        return value("seed")
                .map(value -> OptionalLong.of(whole("seed", value, Long.MIN_VALUE, Long.MAX_VALUE)))
                .orElse(OptionalLong.empty());
    }

    private static long whole(String name, JsonNode value, long least, long most) {
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw bad(name, "a whole number from " + least + " to " + most, value);
        }
        return value.longValue();
    }

    OptionalDouble number(String name, double least, double most) {
        return value(name)
                .map(value -> {
                    if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
                        throw bad(name, "a number from " + least + " to " + most, value);
                    }
                    return OptionalDouble.of(value.doubleValue());
                })
                .orElse(OptionalDouble.empty());
    }

    /** A limit by its new or by its old name. */
    OptionalInt mostWords() {
        OptionalInt now = wholeNumber("max_completion_tokens", 1, Integer.MAX_VALUE);
        OptionalInt before = wholeNumber("max_tokens", 1, Integer.MAX_VALUE);
        return now.isPresent() ? now : before;
    }

    boolean usageInStream() {
        Optional<JsonNode> given = value("stream_options");
        given.filter(options -> !options.isObject()).ifPresent(options -> {
            throw bad("stream_options", "an object", options);
        });
        return given.flatMap(options -> options.optional("include_usage"))
                .filter(value -> !value.isNull())
                .map(value -> flag("stream_options.include_usage", value))
                .orElse(false);
    }

    private static RuntimeException bad(String name, String expected, JsonNode found) {
        return Problem.BAD_OPTION.exception(
                name, "expected '" + name + "' to be " + expected + ", found " + Fields.quote(found.toString()));
    }
}
