package dev.captioner.model.inference;

import dev.captioner.math.Matrix;
import dev.captioner.math.Softmax;
import dev.captioner.math.Weight;
import dev.captioner.model.Weights;

/** The output layer, tied to the embedding: y = softmax([h, ctx] W_o Emb^T + b_o) (docs/network.md, eq. 9). */
final class JavaOutput {
    private final Weight weight;
    private final Weight words;
    private final float[] bias;

    JavaOutput(Weights weights, Matrix embedding) {
        weight = Weight.of(weights.get("output.weight"));
        words = Weight.of(embedding.transpose()); // [E, V]
        bias = weights.get("output.bias").values().clone();
    }

    /** {@code [B][V]}, natural logarithms of the probabilities of the next word. */
    float[][] logProbabilities(float[][] hidden, float[][] context) {
        float[][] projected = new float[hidden.length][weight.out()];
        weight.addProduct(Matrix.beside(hidden, context), projected); // [B, H + E] -> [B, E]
        float[][] logits = new float[hidden.length][];
        for (int row = 0; row < logits.length; row++) {
            logits[row] = bias.clone();
        }
        words.addProduct(projected, logits); // [B, E] -> [B, V]
        for (float[] row : logits) {
            Softmax.logSoftmax(row);
        }
        return logits;
    }
}
