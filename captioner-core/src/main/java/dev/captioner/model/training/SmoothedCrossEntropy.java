package dev.captioner.model.training;

import static dev.captioner.math.DelayedDeallocation.kept;
import static dev.captioner.math.Products.rowSums;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Cross-entropy against targets smoothed over the vocabulary:
 * {@code J = - sum_n w_n ((1 - eps) log y_n[target_n] + eps / V sum_v log y_n[v]) / N} (Szegedy et al. 2016, section 7).
 */
final class SmoothedCrossEntropy {
    private static final double SMALLEST = 1e-37; // a softmax that underflows single precision counts as this

    private final SentenceBatch batch;
    private final double smoothing;

    SmoothedCrossEntropy(SentenceBatch batch, double smoothing) {
        this.batch = batch;
        this.smoothing = smoothing;
    }

    /** Turns logits [N, V] into probabilities y, in place, and gives J. */
    double loss(INDArray logits) {
        int[] targets = batch.targets();
        float[] weights = batch.weights();
        double[] targetLogits = new double[targets.length];
        for (int n = 0; n < targets.length; n++) {
            targetLogits[n] = logits.getDouble(n, targets[n]);
        }
        double[] logitSums = rowSums(logits).data().asDouble();
        Nd4j.exec(new SoftMax(logits, logits, 1));
        double sum = 0;
        for (int n = 0; n < targets.length; n++) {
            if (weights[n] != 0) {
                double logTarget = Math.log(Math.max(SMALLEST, logits.getDouble(n, targets[n])));
                double logPartition = targetLogits[n] - logTarget;
                double logMean = logitSums[n] / logits.size(1) - logPartition; // 1 / V sum_v log y[v]
                sum -= weights[n] * ((1 - smoothing) * logTarget + smoothing * logMean);
            }
        }
        return sum / batch.positions();
    }

    /** Turns probabilities [N, V] into dJ/dlogits, in place: {@code w_n (y - smoothed target) / N}. */
    void gradient(INDArray y) {
        int[] targets = batch.targets();
        if (smoothing > 0) {
            y.subi(smoothing / y.size(1));
        }
        for (int n = 0; n < targets.length; n++) {
            y.putScalar(n, targets[n], y.getDouble(n, targets[n]) - (1 - smoothing));
        }
        y.muliColumnVector(kept(Nd4j.createFromArray(batch.weights()))
                .castTo(y.dataType())
                .divi(batch.positions())
                .reshape('c', targets.length, 1));
    }
}
