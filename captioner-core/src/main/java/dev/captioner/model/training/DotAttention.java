package dev.captioner.model.training;

import dev.captioner.model.AttentionScores;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Scaled dot product: {@code s_l = scale q . r_l} (docs/network.md, eq. 4). */
final class DotAttention extends SpatialAttention {
    private final double scale;
    private final INDArray scoreGradients; // [M, L]

    DotAttention(
            Parameters parameters, Packing packing, AttendedMemory memory, INDArray hidden, INDArray hiddenGradients) {
        super(parameters, packing, memory, hidden, hiddenGradients);
        this.scale = AttentionScores.scale(embedding);
        this.scoreGradients = attention.ulike();
    }

    @Override
    INDArray scores(int step) {
        return Nd4j.matmul(packing.perGroup(queries, step).dup('c'), values(step), false, true, false)
                .muli(scale);
    }

    @Override
    void backwardScores(int step, INDArray dScores) {
        dScores.muli(scale);
        packing.perGroup(scoreGradients, step).assign(dScores);
        packing.perGroup(queryGradients, step).assign(Nd4j.matmul(dScores, values(step))); // dq = scale sum_l ds_l r_l
    }

    @Override
    void addScoreWeightGradients() {
        // dr_l += sum over all steps and slots of scale ds_l q
        memory.gradients()
                .addi(Nd4j.matmul(packing.byGroup(scoreGradients), packing.byGroup(queries), true, false, false));
    }
}
