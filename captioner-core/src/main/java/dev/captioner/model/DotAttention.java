package dev.captioner.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Scaled dot product: {@code s_l = q . r_l / sqrt(E)} (docs/network.md, eq. 4). */
final class DotAttention extends SpatialAttention {
    private final double scale;
    private final INDArray scoreGradients; // [M, L]

    DotAttention(
            Parameters parameters,
            CaptionBatch batch,
            INDArray regions,
            INDArray regionGradients,
            INDArray hidden,
            INDArray hiddenGradients) {
        super(parameters, batch, regions, regionGradients, hidden, hiddenGradients);
        this.scale = 1 / Math.sqrt(embedding);
        this.scoreGradients = attention.ulike();
    }

    @Override
    INDArray scores(int step) {
        return Nd4j.matmul(perPhoto(queries, step).dup('c'), regions, false, true, false)
                .muli(scale);
    }

    @Override
    void backwardScores(int step, INDArray dScores) {
        dScores.muli(scale);
        perPhoto(scoreGradients, step).assign(dScores);
        perPhoto(queryGradients, step).assign(Nd4j.matmul(dScores, regions)); // dq = sum_l ds_l r_l / sqrt(E)
    }

    @Override
    void addScoreWeightGradients() {
        // dr_l += sum over all steps and slots of ds_l q / sqrt(E)
        regionGradients.addi(Nd4j.matmul(byPhoto(scoreGradients), byPhoto(queries), true, false, false));
    }
}
