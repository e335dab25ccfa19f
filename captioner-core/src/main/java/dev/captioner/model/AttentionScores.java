package dev.captioner.model;

import dev.captioner.api.Internal;

/** What every implementation of attention, and the ONNX export, takes from here (docs/network.md, eq. 4 and 15). */
@Internal
public final class AttentionScores {
    /** Added to the score of a masked place. Low enough for a softmax in single precision to give exactly 0. */
    public static final double MASKED = -1e9;

    private AttentionScores() {}

    /**
     * The factor of a dot product of two vectors before the softmax: 1 / sqrt(E) (Vaswani et al. 2017, eq. 1).
     *
     * @param embedding E, the length of the vectors
     */
    public static double scale(int embedding) {
        return 1 / Math.sqrt(embedding);
    }
}
