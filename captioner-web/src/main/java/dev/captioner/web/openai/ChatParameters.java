package dev.captioner.web.openai;

import dev.captioner.decode.DecodingOption;
import dev.captioner.decode.Strategy;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.request.DecodingForm;
import dev.captioner.web.request.Fields;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The parameters of a chat request. A parameter that is null counts as absent. */
final class ChatParameters {
    private static final Set<String> SUPPORTED = Set.of(
            "model",
            "messages",
            "n",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "top_k",
            "seed",
            "logprobs",
            "stream",
            "stream_options");

    private static final double GREATEST_TEMPERATURE = 2;

    /** Below it the model does not sample. */
    private static final double LEAST_TEMPERATURE = 0.01;

    /** Have no effect on the response. */
    private static final Set<String> IGNORED = Set.of(
            "chat_template_kwargs",
            "metadata",
            "parallel_tool_calls",
            "prediction",
            "prompt_cache_key",
            "prompt_cache_options",
            "prompt_cache_retention",
            "reasoning",
            "reasoning_effort",
            "safety_identifier",
            "service_tier",
            "skip_special_tokens",
            "spaces_between_special_tokens",
            "store",
            "user",
            "verbosity");

    /** Accepted with values that have no effect only. */
    private static final Map<String, Predicate<JsonNode>> NEUTRAL = Map.ofEntries(
            Map.entry("frequency_penalty", ChatParameters::isZero),
            Map.entry("presence_penalty", ChatParameters::isZero),
            Map.entry("top_logprobs", ChatParameters::isZero),
            Map.entry("logit_bias", ChatParameters::isEmpty),
            Map.entry("stop", ChatParameters::neverOccurs),
            Map.entry("best_of", ChatParameters::isOne),
            Map.entry("repetition_penalty", ChatParameters::isOne),
            Map.entry("length_penalty", ChatParameters::isOne),
            Map.entry("min_p", ChatParameters::isZero),
            Map.entry("echo", ChatParameters::isFalse),
            Map.entry("ignore_eos", ChatParameters::isFalse),
            Map.entry("tools", ChatParameters::isEmpty),
            Map.entry("functions", ChatParameters::isEmpty),
            Map.entry("tool_choice", value -> Set.of("none", "auto").contains(value.asString(""))),
            Map.entry("function_call", value -> Set.of("none", "auto").contains(value.asString(""))),
            Map.entry(
                    "response_format", value -> value.path("type").asString("").equals("text")),
            Map.entry(
                    "modalities",
                    value -> value.size() == 1 && value.path(0).asString("").equals("text")));

    /** What captions and answers consist of, in lower case. */
    private static final Pattern OF_CAPTIONS = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{M}\\p{N}_' ]+");

    private final JsonNode body;

    ChatParameters(JsonNode body) {
        this.body = body;
    }

    private static boolean isZero(JsonNode value) {
        return value.isNumber() && value.doubleValue() == 0;
    }

    private static boolean isOne(JsonNode value) {
        return value.isNumber() && value.doubleValue() == 1;
    }

    /** Whether no caption or answer can contain these stop sequences, as is true of line breaks and of {@code "</s>"}. */
    private static boolean neverOccurs(JsonNode value) {
        Stream<JsonNode> sequences = value.isArray() ? value.valueStream() : Stream.of(value);
        return sequences.allMatch(each ->
                each.isString() && !OF_CAPTIONS.matcher(each.stringValue()).matches());
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

    /** Rejects parameters that would change the response in a way that the service does not support, and unknown ones. */
    void rejectUnknown() {
        body.propertyNames().stream()
                .filter(name ->
                        !SUPPORTED.contains(name) && !IGNORED.contains(name) && !DecodingForm.NAMES.contains(name))
                .forEach(name -> value(name).ifPresent(value -> {
                    Predicate<JsonNode> neutral = NEUTRAL.get(name);
                    if (neutral == null || !neutral.test(value)) {
                        throw Problem.UNKNOWN_OPTION.exception(
                                name,
                                Fields.quote(name)
                                        + (neutral == null
                                                ? " is not a parameter of this service; leave it out"
                                                : " with this value would change the response, and this service cannot do what it"
                                                        + " asks for; leave it out"));
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

    private Optional<Integer> wholeNumber(String name, int least, int most) {
        return value(name).map(value -> (int) whole(name, value, least, most));
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

    private Optional<Double> number(String name, double least, double most) {
        return value(name).map(value -> {
            if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
                throw bad(name, "a number from " + least + " to " + most, value);
            }
            return value.doubleValue();
        });
    }

    /**
     * The decoding options: OpenAI's parameters, and the options of {@code POST /caption} by their own names.
     *
     * @param longest the model's own maximum length in words, which OpenAI's limits do not raise
     */
    DecodingForm decoding(int longest) {
        DecodingForm form = new DecodingForm();
        wholeNumber("n", 1, Strategy.MOST_SENTENCES).ifPresent(n -> form.add("n", DecodingOption.N_BEST, n));
        Optional<Integer> limit = wholeNumber("max_completion_tokens", 1, Integer.MAX_VALUE);
        Optional<Integer> oldLimit = wholeNumber("max_tokens", 1, Integer.MAX_VALUE);
        limit.or(() -> oldLimit)
                .ifPresent(words -> form.add(
                        limit.isPresent() ? "max_completion_tokens" : "max_tokens",
                        DecodingOption.MAX_LENGTH,
                        Math.min(words, longest)));
        addSampling(form);
        for (DecodingOption option : DecodingOption.values()) {
            if (!SUPPORTED.contains(option.key())) {
                value(option.key()).ifPresent(value -> form.addJson(option.key(), option, value));
            }
        }
        return form;
    }

    /** OpenAI has no parameter that turns sampling on: temperature or top_p implies it. Without it, top_k has no effect. */
    private void addSampling(DecodingForm form) {
        Optional<Double> temperature = number("temperature", 0, GREATEST_TEMPERATURE);
        Optional<Double> topP = number("top_p", 0, 1);
        Optional<Long> seed = value("seed").map(value -> whole("seed", value, Long.MIN_VALUE, Long.MAX_VALUE));
        Optional<Integer> topK = wholeNumber("top_k", -1, Integer.MAX_VALUE); // -1 and 0 mean all words
        Optional<Boolean> sample = value("sample").map(value -> flag("sample", value));
        boolean implied = temperature
                .map(value -> value >= LEAST_TEMPERATURE)
                .orElseGet(() -> topP.isPresent() && topP.get() < 1);
        if (!sample.orElse(implied)) {
            return;
        }
        if (sample.isEmpty()) {
            form.add(temperature.isPresent() ? "temperature" : "top_p", DecodingOption.SAMPLE, true);
        }
        temperature.ifPresent(value -> form.add("temperature", DecodingOption.TEMPERATURE, value));
        topP.ifPresent(value -> form.add("top_p", DecodingOption.TOP_P, value));
        topK.filter(value -> value > 0).ifPresent(value -> form.add("top_k", DecodingOption.TOP_K, value));
        seed.ifPresent(value -> form.add("seed", DecodingOption.SEED, value));
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
