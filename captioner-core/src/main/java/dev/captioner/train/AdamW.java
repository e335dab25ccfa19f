package dev.captioner.train;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter 2019, algorithm 2) after clipping the gradient's global norm (Pascanu et
 * al. 2013, algorithm 1).
 */
final class AdamW {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.98;
    private static final double EPSILON = 1e-8;

    private final double weightDecay;
    private final double maximumNorm;
    private final INDArray firstMoment;
    private final INDArray secondMoment;

    AdamW(INDArray values, double weightDecay, double maximumNorm) {
        this.weightDecay = weightDecay;
        this.maximumNorm = maximumNorm;
        this.firstMoment = Nd4j.zeros(values.dataType(), values.length());
        this.secondMoment = Nd4j.zeros(values.dataType(), values.length());
    }

    /** Running mean of the gradients, for checkpoints. */
    INDArray firstMoment() {
        return firstMoment;
    }

    /** Running mean of the squared gradients, for checkpoints. */
    INDArray secondMoment() {
        return secondMoment;
    }

    /**
     * Changes the values by one update, counted from 0. The gradients are used up.
     *
     * @param norm of the gradients
     */
    void update(INDArray values, INDArray gradients, double norm, double rate, long step) {
        if (norm > maximumNorm) {
            gradients.muli(maximumNorm / norm);
        }
        Nd4j.exec(new AdamUpdater(
                gradients, secondMoment, firstMoment, rate, BETA_1, BETA_2, EPSILON, Math.toIntExact(step)));
        values.muli(1 - rate * weightDecay);
        values.subi(gradients);
    }
}
