package dev.captioner.train;

/**
 * How long weights are updated, and how: AdamW (Loshchilov and Hutter 2019) with a one-cycle learning rate (Smith and Topin 2019).
 *
 * @param epochs how often each photo is shown, at least 0; 0 leaves the cross-entropy stage out
 * @param patience epochs without a better development score after which training stops, at least 1
 * @param peakRate highest learning rate, above 0
 * @param warmUp share of the updates until the peak, between 0 and 1
 * @param weightDecay of AdamW, at least 0
 * @param maximumNorm the gradient's global norm is clipped to it, above 0
 * @param averaging decay of the running mean of the weights, which is what is evaluated and kept, in [0, 1); 0 for the last weights
 */
public record Optimisation(
        int epochs,
        int patience,
        double peakRate,
        double warmUp,
        double weightDecay,
        double maximumNorm,
        double averaging) {
    /** What the published captioning model was trained with (docs/training.md). */
    public static final Optimisation DEFAULT = new Optimisation(12, 4, 1e-3, 0.05, 1e-4, 1, 0.998);

    /** Checks the ranges. */
    public Optimisation {
        Range.atLeast(0, epochs, "epochs");
        Range.atLeast(1, patience, "patience");
        if (!(peakRate > 0) || !(warmUp > 0 && warmUp < 1)) {
            throw new IllegalArgumentException(
                    "peakRate must be positive and warmUp between 0 and 1, found " + peakRate + ", " + warmUp);
        }
        if (!(averaging >= 0 && averaging < 1) || !(weightDecay >= 0) || !(maximumNorm > 0)) {
            throw new IllegalArgumentException(
                    "averaging must be in [0, 1), weightDecay at least 0 and maximumNorm positive, found " + averaging
                            + ", " + weightDecay + ", " + maximumNorm);
        }
    }

    /** This, for another number of epochs. */
    public Optimisation withEpochs(int other) {
        return new Optimisation(other, patience, peakRate, warmUp, weightDecay, maximumNorm, averaging);
    }

    /** This, with another patience. */
    public Optimisation withPatience(int other) {
        return new Optimisation(epochs, other, peakRate, warmUp, weightDecay, maximumNorm, averaging);
    }

    /** This, with another highest learning rate. */
    public Optimisation withPeakRate(double other) {
        return new Optimisation(epochs, patience, other, warmUp, weightDecay, maximumNorm, averaging);
    }

    /** This, with another decay of the running mean. */
    public Optimisation withAveraging(double other) {
        return new Optimisation(epochs, patience, peakRate, warmUp, weightDecay, maximumNorm, other);
    }
}
