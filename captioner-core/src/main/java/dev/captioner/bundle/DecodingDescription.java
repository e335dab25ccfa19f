package dev.captioner.bundle;

/**
 * How captions are searched for unless the caller says otherwise; the published scores were made with these.
 *
 * @param beam K, hypotheses kept at each step
 * @param lengthNormalisation power of the length by which a hypothesis' log-probability is divided; 0 compares plain sums
 * @param maxLength most words of a caption
 * @param noRepeat whether a caption may not say a content word twice
 */
public record DecodingDescription(int beam, double lengthNormalisation, int maxLength, boolean noRepeat) {
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
