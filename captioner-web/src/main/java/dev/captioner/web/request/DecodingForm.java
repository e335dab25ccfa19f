package dev.captioner.web.request;

import dev.captioner.Captioner;
import dev.captioner.decode.ConstraintException;
import dev.captioner.decode.DecodingOption;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.decode.DecodingRequest;
import dev.captioner.decode.OptionException;
import dev.captioner.text.Tokeniser;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.settings.Settings;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.JsonNode;

/** The decoding options of a request, each with the name that the client used; messages use that name too. */
public final class DecodingForm {
    /** The names of all options. */
    public static final Set<String> NAMES =
            Arrays.stream(DecodingOption.values()).map(DecodingOption::key).collect(Collectors.toUnmodifiableSet());

    /** Maximum number of words or phrases to include, and of words to exclude. */
    public static final int MOST_WORDS = 20;

    /** Maximum length of each of them in characters. */
    public static final int LONGEST_WORD = 100;

    /** Maximum length of a prefix in characters. */
    public static final int LONGEST_PREFIX = 500;

    private final Map<DecodingOption, String> names = new EnumMap<>(DecodingOption.class);
    private DecodingRequest request = DecodingRequest.NONE;

    /**
     * The options among fields.
     *
     * @throws ErrorResponseException when an option has a value that it does not take
     */
    public static DecodingForm of(Fields fields) {
        DecodingForm form = new DecodingForm();
        for (DecodingOption option : DecodingOption.values()) {
            String name = option.key();
            if (option.type().isRepeatable()) {
                List<String> values = fields.all(name);
                if (!values.isEmpty()) {
                    form.add(name, option, values);
                }
            } else {
                fields.one(name).ifPresent(text -> form.parse(name, option, text));
            }
        }
        return form;
    }

    private void parse(String name, DecodingOption option, String text) {
        Object value;
        try {
            value = option.parse(text);
        } catch (OptionException e) {
            throw Problem.exception(e, it -> name);
        }
        add(name, option, value);
    }

    /**
     * Adds an option of a JSON object; null counts as absent.
     *
     * @param name that the client used
     * @throws ErrorResponseException when the option does not take the value or was given by another name too
     */
    public void addJson(String name, DecodingOption option, JsonNode value) {
        if (value.isString()) {
            parse(name, option, value.stringValue());
        } else if (!value.isNull()) {
            add(name, option, scalarOrList(value));
        }
    }

    private static Object scalarOrList(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        return value.isArray()
                ? value.valueStream()
                        .map(element -> element.isString() ? element.stringValue() : element)
                        .toList()
                : value;
    }

    /**
     * Adds an option.
     *
     * @param name that the client used
     * @param value a number, true or false, a text or a list of texts
     * @throws ErrorResponseException when the option does not take the value or was given by another name too
     */
    public void add(String name, DecodingOption option, Object value) {
        String other = names.put(option, name);
        if (other != null && !other.equals(name)) {
            throw Problem.TWIN_FIELDS.exception(name, "expected one of '" + other + "' and '" + name + "', found both");
        }
        try {
            request = request.with(option, value);
        } catch (OptionException e) {
            throw problem(e);
        }
        checkSize(name, request.values().getOrDefault(option, ""));
    }

    private static void checkSize(String name, Object value) {
        if (value instanceof List<?> words
                && (words.size() > MOST_WORDS
                        || words.stream().anyMatch(word -> word.toString().length() > LONGEST_WORD))) {
            throw Problem.BAD_OPTION.exception(
                    name,
                    "expected '" + name + "' to be at most " + MOST_WORDS + " words or phrases of at most "
                            + LONGEST_WORD + " characters each");
        }
        if (value instanceof String text && text.length() > LONGEST_PREFIX) {
            throw Problem.BAD_OPTION.exception(
                    name,
                    "expected '" + name + "' to have at most " + LONGEST_PREFIX + " characters, found "
                            + text.length());
        }
    }

    /** The options. */
    public DecodingRequest request() {
        return request;
    }

    /**
     * Checks the options against the limits of this service.
     *
     * @throws ErrorResponseException when an option is over its limit
     */
    public void require(Settings.Limits limits) {
        atMost(limits.beam(), "captioner.limits.beam", DecodingOption.BEAM);
        atMost(limits.nBest(), "captioner.limits.n-best", DecodingOption.N_BEST);
        atMost(limits.length(), "captioner.limits.length", DecodingOption.MIN_LENGTH);
        atMost(limits.length(), "captioner.limits.length", DecodingOption.MAX_LENGTH);
        if (request.values().get(DecodingOption.INCLUDE) instanceof List<?> phrases) {
            long words = phrases.stream()
                    .mapToLong(phrase -> Tokeniser.words(phrase.toString()).size())
                    .sum();
            requireAtMost(limits.include(), "captioner.limits.include", DecodingOption.INCLUDE, words, " words in all");
        }
    }

    private void atMost(int limit, String setting, DecodingOption option) {
        if (request.values().get(option) instanceof Long value) {
            requireAtMost(limit, setting, option, value, "");
        }
    }

    private void requireAtMost(int limit, String setting, DecodingOption option, long found, String unit) {
        if (found > limit) {
            String name = names.getOrDefault(option, option.key());
            throw Problem.BAD_OPTION.exception(
                    name,
                    "expected '" + name + "' to be at most " + limit + unit + ", the limit of this service (" + setting
                            + "), found " + found);
        }
    }

    /**
     * The options in place of a model's own, prepared for it.
     *
     * @throws ErrorResponseException when options exclude each other, or one is over its limit
     * @throws ConstraintException when no caption can satisfy the constraints
     */
    public DecodingPlan plan(Captioner captioner, Settings.Limits limits) {
        require(limits);
        try {
            return captioner.plan(request);
        } catch (OptionException e) {
            throw problem(e);
        }
    }

    private ErrorResponseException problem(OptionException failure) {
        return Problem.exception(failure, option -> names.getOrDefault(option, option.key()));
    }
}
