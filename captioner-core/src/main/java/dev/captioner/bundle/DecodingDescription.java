package dev.captioner.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * The default decoding options of a model. Its published scores were measured with them.
 *
 * @param beam K, hypotheses kept at each step
 * @param lengthNormalisation power of the length by which a hypothesis' log-probability is divided; 0 compares plain sums
 * @param maxLength longest caption, in words
 * @param noRepeat whether a content word may occur only once in a caption
 * @param style of the captions; absent in a model without styles
 */
public record DecodingDescription(
        int beam,
        double lengthNormalisation,
        int maxLength,
        boolean noRepeat,

        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> style) {
    /** Beam search of width 5, as the published model has it. */
    public static final DecodingDescription DEFAULT = new DecodingDescription(5, 0.7, 20, true);

    /** Options without a style. */
    public DecodingDescription(int beam, double lengthNormalisation, int maxLength, boolean noRepeat) {
        this(beam, lengthNormalisation, maxLength, noRepeat, Optional.empty());
    }

    /** These options with a style. */
    public DecodingDescription withStyle(String other) {
        return new DecodingDescription(beam, lengthNormalisation, maxLength, noRepeat, Optional.of(other));
    }

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
