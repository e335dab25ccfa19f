package dev.captioner.decode;

import dev.captioner.bundle.DecodingDescription;

/**
 * How sentences are made for a photo.
 *
 * @param strategy how words are chosen
 * @param nBest how many different sentences are wanted, best first. Fewer come when there are no more: when samples are equal,
 *     or the constraints leave fewer
 * @param constraints what must hold
 * @param repetition what may not be said twice
 */
public record DecodingOptions(Strategy strategy, int nBest, Constraints constraints, Repetition repetition) {
    /** Checks the range. */
    public DecodingOptions {
        if (nBest < 1 || nBest > Strategy.MOST_SENTENCES) {
            throw new IllegalArgumentException(
                    "from 1 to " + Strategy.MOST_SENTENCES + " sentences can be asked for, found " + nBest);
        }
    }

    /** A model's defaults. */
    public static DecodingOptions of(DecodingDescription defaults) {
        return new DecodingOptions(
                new Strategy.Beam(defaults.beam(), defaults.lengthNormalisation(), 1, 0),
                1,
                Constraints.NONE.ofLength(1, defaults.maxLength()),
                defaults.noRepeat() ? Repetition.AVOIDED : Repetition.ALLOWED);
    }

    /** One sentence, without constraints, without repetition. */
    public static DecodingOptions of(Strategy strategy) {
        return new DecodingOptions(strategy, 1, Constraints.NONE, Repetition.AVOIDED);
    }

    /** The same for so many sentences. */
    public DecodingOptions withBest(int n) {
        return new DecodingOptions(strategy, n, constraints, repetition);
    }

    /** The same under other constraints. */
    public DecodingOptions with(Constraints other) {
        return new DecodingOptions(strategy, nBest, other, repetition);
    }

    /** The same under another rule of repetition. */
    public DecodingOptions with(Repetition other) {
        return new DecodingOptions(strategy, nBest, constraints, other);
    }
}
