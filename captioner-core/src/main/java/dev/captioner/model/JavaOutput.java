package dev.captioner.model;

import dev.captioner.math.Matrix;
import dev.captioner.math.Softmax;
import dev.captioner.math.Tensor;

/** The output layer, tied to the embedding: y = softmax([h, ctx] W_o Emb^T + b_o) (docs/network.md, eq. 9). */
final class JavaOutput {
    private final Matrix hiddenWeight;
    private final Matrix contextWeight;
    private final Matrix words;
    private final float[] bias;

    JavaOutput(NetworkShape shape, Weights weights, Matrix embedding) {
        Tensor weight = weights.get("output.weight");
        hiddenWeight = Matrix.ofRows(weight, 0, shape.units());
        contextWeight = Matrix.ofRows(weight, shape.units(), weight.size(0));
        words = embedding.transpose(); // [E, V]
        bias = weights.get("output.bias").values().clone();
    }

    /** {@code [B][V]}, natural logarithms of the probabilities of the next word. */
    float[][] logProbabilities(float[][] hidden, float[][] context, int threads) {
        float[][] projected = new float[hidden.length][hiddenWeight.out()];
        hiddenWeight.addProduct(hidden, projected, threads);
        contextWeight.addProduct(context, projected, threads); // [B, H + E] -> [B, E]
        float[][] logits = new float[hidden.length][];
        for (int row = 0; row < logits.length; row++) {
            logits[row] = bias.clone();
        }
        words.addProduct(projected, logits, threads); // [B, E] -> [B, V]
        for (float[] row : logits) {
            Softmax.logSoftmax(row);
        }
        return logits;
    }
}
