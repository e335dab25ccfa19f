package dev.captioner.model.training;

import static dev.captioner.math.DelayedDeallocation.kept;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Inverted dropout (Srivastava et al. 2014): values are set to 0 with a probability and the others scaled up, so that
 * no rescaling is needed without dropout. The mask depends only on the seed and the size.
 */
final class DropoutMask {
    private static final int BITS = 16;
    private static final int STEPS = 1 << BITS;

    private final @Nullable INDArray mask;

    private DropoutMask(@Nullable INDArray mask) {
        this.mask = mask;
    }

    /** A mask for an array like the given one. */
    static DropoutMask of(INDArray array, double rate, long seed) {
        if (rate == 0) {
            return new DropoutMask(null);
        }
        float[] values = new float[Math.toIntExact(array.length())];
        int threshold = (int) Math.round(rate * STEPS);
        float kept = (float) (1 / (1 - (double) threshold / STEPS));
        SplittableRandom random = new SplittableRandom(seed);
        long bits = 0;
        for (int i = 0; i < values.length; i++) {
            bits = i % (Long.SIZE / BITS) == 0 ? random.nextLong() : bits >>> BITS;
            values[i] = (bits & (STEPS - 1)) < threshold ? 0 : kept;
        }
        return new DropoutMask(
                kept(Nd4j.createFromArray(values)).castTo(array.dataType()).reshape('c', array.shape()));
    }

    /** Multiplies the array by the mask, in place; the same forward and backward. */
    INDArray apply(INDArray array) {
        return mask == null ? array : array.muli(mask);
    }
}
