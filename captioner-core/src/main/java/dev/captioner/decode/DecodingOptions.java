package dev.captioner.decode;

import dev.captioner.bundle.DecodingDescription;
import org.jspecify.annotations.Nullable;

/**
 * How sentences are decoded for a photo: all options with their values. {@link DecodingRequest} changes some of them.
 *
 * @param strategy how words are chosen
 * @param nBest number of different sentences, best first, from 1 to 100. The result has fewer when samples are equal or the
 *     constraints leave fewer
 * @param constraints what every sentence must satisfy
 * @param repetition what no sentence may repeat
 * @param style of the sentences, one of {@link dev.captioner.text.Vocabulary#styles}; null for none
 */
public record DecodingOptions(
        Strategy strategy,
        int nBest,
        Constraints constraints,
        Repetition repetition,
        @Nullable String style) {
    /**
     * Checks the range.
     *
     * @throws OptionException when {@code nBest} is out of range
     */
    public DecodingOptions {
        DecodingOption.N_BEST.require(nBest);
    }

    /**
     * Options without a style.
     *
     * @throws OptionException when {@code nBest} is out of range
     */
    public DecodingOptions(Strategy strategy, int nBest, Constraints constraints, Repetition repetition) {
        this(strategy, nBest, constraints, repetition, null);
    }

    /** The defaults of a model. */
    public static DecodingOptions of(DecodingDescription defaults) {
        return new DecodingOptions(
                new Strategy.Beam(defaults.beam(), defaults.lengthNormalisation(), 1, 0),
                1,
                Constraints.NONE.ofLength(1, defaults.maxLength()),
                defaults.noRepeat() ? Repetition.AVOIDED : Repetition.ALLOWED,
                defaults.style().orElse(null));
    }

    /** One sentence, without constraints or repetition. */
    public static DecodingOptions of(Strategy strategy) {
        return new DecodingOptions(strategy, 1, Constraints.NONE, Repetition.AVOIDED);
    }

    /** These options for another number of sentences. */
    public DecodingOptions withBest(int n) {
        return new DecodingOptions(strategy, n, constraints, repetition, style);
    }

    /** These options under other constraints. */
    public DecodingOptions with(Constraints other) {
        return new DecodingOptions(strategy, nBest, other, repetition, style);
    }

    /** These options under another rule of repetition. */
    public DecodingOptions with(Repetition other) {
        return new DecodingOptions(strategy, nBest, constraints, other, style);
    }

    /** These options in a style; null for none. */
    public DecodingOptions withStyle(@Nullable String other) {
        return new DecodingOptions(strategy, nBest, constraints, repetition, other);
    }
}
