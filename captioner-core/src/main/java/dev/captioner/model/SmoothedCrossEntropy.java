package dev.captioner.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Cross-entropy against targets smoothed over the vocabulary:
 * {@code J = - sum_n w_n ((1 - eps) log y_n[target_n] + eps / V sum_v log y_n[v]) / N} (Szegedy et al. 2016, section 7).
 */
final class SmoothedCrossEntropy {
    private final CaptionBatch batch;
    private final double smoothing;

    SmoothedCrossEntropy(CaptionBatch batch, double smoothing) {
        this.batch = batch;
        this.smoothing = smoothing;
    }

    /** Turns logits [N, V] into log-probabilities, in place, and gives J. */
    double loss(INDArray logits) {
        Nd4j.exec(DynamicCustomOp.builder("log_softmax")
                .addInputs(logits)
                .addOutputs(logits)
                .addIntegerArguments(1)
                .build());
        INDArray means = smoothing == 0 ? logits : logits.mean(1);
        int[] targets = batch.targets();
        float[] weights = batch.weights();
        double sum = 0;
        for (int n = 0; n < targets.length; n++) {
            if (weights[n] != 0) {
                double smooth = smoothing == 0 ? 0 : smoothing * means.getDouble(n);
                sum -= weights[n] * ((1 - smoothing) * logits.getDouble(n, targets[n]) + smooth);
            }
        }
        return sum / batch.positions();
    }

    /** Turns log-probabilities [N, V] into dJ/dlogits, in place: {@code w_n (y - smoothed target) / N}. */
    void gradient(INDArray logProbabilities) {
        INDArray y = Transforms.exp(logProbabilities, false);
        int[] targets = batch.targets();
        if (smoothing > 0) {
            y.subi(smoothing / y.size(1));
        }
        for (int n = 0; n < targets.length; n++) {
            y.putScalar(n, targets[n], y.getDouble(n, targets[n]) - (1 - smoothing));
        }
        y.muliColumnVector(Nd4j.createFromArray(batch.weights())
                .castTo(y.dataType())
                .divi(batch.positions())
                .reshape('c', targets.length, 1));
    }
}
