package dev.captioner.evaluate.answers;

import dev.captioner.api.Internal;

/**
 * The probability and the accuracy of an answer.
 *
 * @param probability that the model gave its answer, 0 to 1; a rounding error above 1 is cut off
 * @param accuracy of the answer, 0 to 1: {@link ConsensusAccuracy} counts as the fraction that is correct
 */
@Internal
public record GradedAnswer(double probability, double accuracy) {
    private static final double ROUNDING = 1e-6;

    /** Checks both. */
    public GradedAnswer {
        requireShare("probability", probability);
        requireShare("accuracy", accuracy);
        probability = Math.min(1, probability);
        accuracy = Math.min(1, accuracy);
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1 + ROUNDING)) {
            throw new IllegalArgumentException("the " + name + " of an answer lies between 0 and 1, found " + value);
        }
    }
}
