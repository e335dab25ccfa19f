package dev.captioner.model.training;

import dev.captioner.math.Views;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The memory of attention: for each group of rows the photo's regions and, with a question, the question's words.
 *
 * @param values [G, L, E]
 * @param gradients [G, L, E], added to
 * @param mask [G, 1, L], added to scores: 0, or {@link dev.captioner.model.AttentionScores#MASKED}; null when no
 *     place is masked
 */
record AttendedMemory(
        INDArray values, INDArray gradients, @Nullable INDArray mask) {
    /** L: regions and words. */
    int size() {
        return Math.toIntExact(values.size(1));
    }

    /** The memories of the first groups, a view. */
    INDArray values(int groups) {
        return first(values, groups);
    }

    /** The gradients of the first groups, a view. */
    INDArray gradients(int groups) {
        return first(gradients, groups);
    }

    /** Takes places that are not filled out of scores [G, S, L], in place. */
    INDArray masked(INDArray scores) {
        return mask == null
                ? scores
                : scores.addi(first(mask, Math.toIntExact(scores.size(0))).broadcast(scores.shape()));
    }

    private static INDArray first(INDArray array, int groups) {
        return groups == array.size(0) ? array : Views.slice(array, 0, 0, groups);
    }
}
