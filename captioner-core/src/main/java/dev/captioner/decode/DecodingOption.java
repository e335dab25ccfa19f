package dev.captioner.decode;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The options of decoding: name, values and description of each. The command line, the REST service and its OpenAPI document are
 * made of this table; {@link DecodingRequest} holds values.
 */
public enum DecodingOption {
    /** Width of the beam search. */
    BEAM(
            Scope.BEAM_SEARCH,
            new OptionType.WholeNumber(1, Strategy.MOST_SENTENCES),
            "K",
            "beam width; 1 is greedy search"),
    /** How beam search compares captions of different lengths. */
    LENGTH_NORMALISATION(
            Scope.BEAM_SEARCH,
            new OptionType.DecimalNumber(0, false, 10),
            "POWER",
            "power of the length by which beam search divides log-probabilities before it compares captions"),
    /** Penalty of diverse beam search, which has as many groups as the beam is wide. */
    DIVERSITY(
            Scope.BEAM_SEARCH,
            new OptionType.DecimalNumber(0, false, 1e6),
            "PENALTY",
            "diverse beam search, with as many groups as the beam is wide: subtracted from the log-probability of a word"
                    + " for each earlier group that chose it at the same step"),
    /** Number of captions. */
    N_BEST(
            Scope.ALL,
            new OptionType.WholeNumber(1, Strategy.MOST_SENTENCES),
            "N",
            "number of captions, best first (default: 1)"),
    /** Sampling in place of beam search. */
    SAMPLE(Scope.ALL, new OptionType.Flag(), "", "sample words from the model's distribution"),
    /** Sharpness of the distribution. */
    TEMPERATURE(
            Scope.SAMPLING,
            new OptionType.DecimalNumber(0.01, false, 100),
            "T",
            "below 1 favours probable words, above 1 improbable ones (default: 1)"),
    /** Number of words to sample from. */
    TOP_K(
            Scope.SAMPLING,
            new OptionType.WholeNumber(0, Integer.MAX_VALUE),
            "K",
            "use only the K most probable words; 0 means all (default: 0)"),
    /** Probability of the words to sample from. */
    TOP_P(
            Scope.SAMPLING,
            new OptionType.DecimalNumber(0, true, 1),
            "P",
            "use only the most probable words that together have this share of the probability (default: 1)"),
    /** Seed of the random numbers. */
    SEED(Scope.SAMPLING, OptionType.WholeNumber.ANY, "NUMBER", "the same seed gives the same captions (default: 1)"),
    /** Words and phrases that must appear. */
    INCLUDE(
            Scope.CONSTRAINTS,
            new OptionType.Words(),
            "WORD",
            "a word or phrase that every caption must contain; may be repeated"),
    /** Words that must not appear. */
    EXCLUDE(Scope.CONSTRAINTS, new OptionType.Words(), "WORD", "a word that no caption may contain; may be repeated"),
    /** First words. */
    PREFIX(Scope.CONSTRAINTS, new OptionType.Text(), "TEXT", "the words that every caption begins with"),
    /** Minimum length. */
    MIN_LENGTH(
            Scope.CONSTRAINTS,
            new OptionType.WholeNumber(1, Constraints.LONGEST),
            "WORDS",
            "minimum number of words of a caption"),
    /** Maximum length. */
    MAX_LENGTH(
            Scope.CONSTRAINTS,
            new OptionType.WholeNumber(1, Constraints.LONGEST),
            "WORDS",
            "maximum number of words of a caption"),
    /** No rules against repetition. */
    ALLOW_REPETITION(Scope.ALL, new OptionType.Flag(), "", "allow a caption to repeat itself"),
    /** The style of the captions. */
    STYLE(
            Scope.ALL,
            new OptionType.Text(),
            "NAME",
            "style of the captions, one of those that the model has learnt (default: the model's own)");

    /** What an option is part of. */
    public enum Scope {
        /** Only beam search uses it. */
        BEAM_SEARCH,
        /** Only sampling uses it. */
        SAMPLING,
        /** A constraint on every caption. */
        CONSTRAINTS,
        /** None of these. */
        ALL
    }

    private static final int LONGEST_QUOTE = 40;

    private final Scope scope;

    @SuppressWarnings("ImmutableEnumChecker") // its records hold numbers only
    private final OptionType type;

    private final String placeholder;
    private final String description;

    DecodingOption(Scope scope, OptionType type, String placeholder, String description) {
        this.scope = scope;
        this.type = type;
        this.placeholder = placeholder;
        this.description = description;
    }

    /** The name in camel case, as in {@code nBest}: the name of the REST service and of {@link DecodingRequest}. */
    public String key() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder key = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            key.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return key.toString();
    }

    /** The option of a {@link #key()}, if there is one. */
    public static Optional<DecodingOption> ofKey(String key) {
        return Arrays.stream(values())
                .filter(option -> option.key().equals(key))
                .findFirst();
    }

    /** The name as an option of the command line, as in {@code --n-best}. */
    public String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the option is part of. */
    public Scope scope() {
        return scope;
    }

    /** Which values it takes. */
    public OptionType type() {
        return type;
    }

    /** Stands for the value in a usage message; empty for a flag, which has none. */
    public String placeholder() {
        return placeholder;
    }

    /** What the option does, in words. */
    public String description() {
        return description;
    }

    /**
     * Checks a value.
     *
     * @param value a number, true or false, a text or a list of texts
     * @return the value in the form in which {@link DecodingRequest} holds it
     * @throws OptionException when the option does not take it
     */
    public Object require(Object value) {
        Object accepted = type.accept(value);
        if (accepted == null) {
            throw OptionException.value(this, value);
        }
        return accepted;
    }

    /**
     * Reads a value from a text.
     *
     * @throws OptionException when the option does not take it
     */
    public Object parse(String text) {
        Object value;
        try {
            value = type.parse(text);
        } catch (IllegalArgumentException e) {
            String found = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
            throw OptionException.value(this, "'" + found + "'");
        }
        return require(value);
    }
}
