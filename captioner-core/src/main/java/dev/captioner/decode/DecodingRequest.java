package dev.captioner.decode;

import dev.captioner.decode.DecodingOption.Scope;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The decoding options that a caller gives; all others stay as a model has them. Immutable: each method returns a new request.
 *
 * <pre>{@code
 * DecodingOptions options = DecodingRequest.NONE.beam(5).nBest(3).include("cat").over(captioner.defaults());
 * }</pre>
 *
 * @param values by option, each in the form of its {@link OptionType}
 */
public record DecodingRequest(Map<DecodingOption, Object> values) {
    /** No option. */
    public static final DecodingRequest NONE = new DecodingRequest(Map.of());

    private static final Strategy.Sampling PLAIN_SAMPLING = new Strategy.Sampling(1, 0, 1, 1);

    /**
     * Copies and checks the values.
     *
     * @throws OptionException when an option does not take its value
     */
    public DecodingRequest {
        Map<DecodingOption, Object> checked = new EnumMap<>(DecodingOption.class);
        values.forEach((option, value) -> checked.put(option, option.require(value)));
        values = Collections.unmodifiableMap(checked);
    }

    /**
     * This request with one more option, or another value of one.
     *
     * @param value a number, true or false, a text or a list of texts, as the option's type wants it
     * @throws OptionException when the option does not take the value
     */
    public DecodingRequest with(DecodingOption option, Object value) {
        Map<DecodingOption, Object> more = new EnumMap<>(DecodingOption.class);
        more.putAll(values);
        more.put(option, value);
        return new DecodingRequest(more);
    }

    /** With a beam of this width, from 1 (greedy search) to 100. */
    public DecodingRequest beam(int width) {
        return with(DecodingOption.BEAM, width);
    }

    /** With beam search that divides log-probabilities by this power of the length, from 0 to 10. */
    public DecodingRequest lengthNormalisation(double power) {
        return with(DecodingOption.LENGTH_NORMALISATION, power);
    }

    /** With diverse beam search of this penalty, at least 0, and as many groups as the beam is wide. */
    public DecodingRequest diversity(double penalty) {
        return with(DecodingOption.DIVERSITY, penalty);
    }

    /** For so many captions, from 1 to 100. */
    public DecodingRequest nBest(int captions) {
        return with(DecodingOption.N_BEST, captions);
    }

    /** With sampling, or with beam search. */
    public DecodingRequest sample(boolean sample) {
        return with(DecodingOption.SAMPLE, sample);
    }

    /** With sampling at this temperature, from 0.01 to 100. */
    public DecodingRequest temperature(double temperature) {
        return with(DecodingOption.TEMPERATURE, temperature);
    }

    /** With sampling from so many words only; 0 stands for all. */
    public DecodingRequest topK(int words) {
        return with(DecodingOption.TOP_K, words);
    }

    /** With sampling from the most probable words of this probability only, above 0 and at most 1. */
    public DecodingRequest topP(double share) {
        return with(DecodingOption.TOP_P, share);
    }

    /** With sampling by this seed. */
    public DecodingRequest seed(long seed) {
        return with(DecodingOption.SEED, seed);
    }

    /** With words and phrases that every caption must contain, in place of those before. */
    public DecodingRequest include(String... words) {
        return with(DecodingOption.INCLUDE, List.of(words));
    }

    /** With words that no caption may contain, in place of those before. */
    public DecodingRequest exclude(String... words) {
        return with(DecodingOption.EXCLUDE, List.of(words));
    }

    /** With words that every caption begins with. */
    public DecodingRequest prefix(String words) {
        return with(DecodingOption.PREFIX, words);
    }

    /** With at least so many words a caption, from 1 to 100. */
    public DecodingRequest minLength(int words) {
        return with(DecodingOption.MIN_LENGTH, words);
    }

    /** With at most so many words a caption, from 1 to 100. */
    public DecodingRequest maxLength(int words) {
        return with(DecodingOption.MAX_LENGTH, words);
    }

    /** With captions in a style of the model. */
    public DecodingRequest style(String style) {
        return with(DecodingOption.STYLE, style);
    }

    /** With captions that may repeat themselves, or may not. */
    public DecodingRequest allowRepetition(boolean allow) {
        return with(DecodingOption.ALLOW_REPETITION, allow);
    }

    /**
     * The options of a model with those of this request in their place.
     *
     * <p>The words of {@code include}, {@code exclude} and {@code prefix} are checked against a vocabulary later, by
     * {@link DecodingPlan}.
     *
     * @throws OptionException when an option of beam search is given and words are sampled, or the other way round
     * @throws ConstraintException when the minimum length is greater than the maximum length
     */
    public DecodingOptions over(DecodingOptions defaults) {
        int nBest = whole(DecodingOption.N_BEST, defaults.nBest());
        Strategy usual = defaults.strategy();
        boolean sample = flag(DecodingOption.SAMPLE, usual instanceof Strategy.Sampling);
        return new DecodingOptions(
                sample
                        ? sampling(usual instanceof Strategy.Sampling sampling ? sampling : PLAIN_SAMPLING)
                        : beam(usual instanceof Strategy.Beam beam ? beam : Strategy.Beam.ofWidth(1), nBest),
                nBest,
                constraints(defaults.constraints()),
                repetition(defaults.repetition()),
                values.get(DecodingOption.STYLE) instanceof String style ? style : defaults.style());
    }

    private Strategy sampling(Strategy.Sampling usual) {
        given(Scope.BEAM_SEARCH).ifPresent(option -> {
            throw OptionException.withSampling(option);
        });
        return new Strategy.Sampling(
                number(DecodingOption.TEMPERATURE, usual.temperature()),
                whole(DecodingOption.TOP_K, usual.topK()),
                number(DecodingOption.TOP_P, usual.topP()),
                values.get(DecodingOption.SEED) instanceof Long seed ? seed : usual.seed());
    }

    private Strategy beam(Strategy.Beam usual, int nBest) {
        given(Scope.SAMPLING).ifPresent(option -> {
            throw OptionException.withoutSampling(option);
        });
        int width = whole(DecodingOption.BEAM, usual.width());
        return new Strategy.Beam(
                width,
                number(DecodingOption.LENGTH_NORMALISATION, usual.lengthNormalisation()),
                values.containsKey(DecodingOption.DIVERSITY) ? Math.max(width, nBest) : usual.groups(),
                number(DecodingOption.DIVERSITY, usual.diversity()));
    }

    private Optional<DecodingOption> given(Scope scope) {
        return values.keySet().stream()
                .filter(option -> option.scope() == scope)
                .findFirst();
    }

    private Constraints constraints(Constraints usual) {
        return new Constraints(
                words(DecodingOption.INCLUDE, usual.include()),
                words(DecodingOption.EXCLUDE, usual.exclude()),
                values.get(DecodingOption.PREFIX) instanceof String prefix ? prefix : usual.prefix(),
                whole(DecodingOption.MIN_LENGTH, usual.minLength()),
                whole(DecodingOption.MAX_LENGTH, usual.maxLength()));
    }

    private Repetition repetition(Repetition usual) {
        return values.get(DecodingOption.ALLOW_REPETITION) instanceof Boolean allow
                ? allow ? Repetition.ALLOWED : Repetition.AVOIDED
                : usual;
    }

    private int whole(DecodingOption option, int usual) {
        return values.get(option) instanceof Long value ? Math.toIntExact(value) : usual;
    }

    private double number(DecodingOption option, double usual) {
        return values.get(option) instanceof Double value ? value : usual;
    }

    private boolean flag(DecodingOption option, boolean usual) {
        return values.get(option) instanceof Boolean value ? value : usual;
    }

    private List<String> words(DecodingOption option, List<String> usual) {
        return values.get(option) instanceof List<?> list
                ? list.stream().map(String.class::cast).toList()
                : usual;
    }
}
