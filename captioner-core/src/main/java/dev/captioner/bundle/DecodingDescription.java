package dev.captioner.bundle;

/**
 * The default decoding options of a model. Its published scores were measured with them.
 *
 * @param beam K, hypotheses kept at each step
 * @param lengthNormalisation power of the length by which a hypothesis' log-probability is divided; 0 compares plain sums
 * @param maxLength longest caption, in words
 * @param noRepeat whether a content word may occur only once in a caption
 */
public record DecodingDescription(int beam, double lengthNormalisation, int maxLength, boolean noRepeat) {
    /** Beam search of width 5, as the published model has it. */
    public static final DecodingDescription DEFAULT = new DecodingDescription(5, 0.7, 20, true);

    /** Checks the ranges. */
    public DecodingDescription {
        if (beam < 1
                || maxLength < 1
                || !(lengthNormalisation >= 0 && lengthNormalisation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "expected beam and maxLength of at least 1 and lengthNormalisation of at least 0, found beam="
                            + beam + " maxLength=" + maxLength + " lengthNormalisation=" + lengthNormalisation);
        }
    }
}
