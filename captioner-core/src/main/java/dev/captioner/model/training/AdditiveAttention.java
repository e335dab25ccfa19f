package dev.captioner.model.training;

import static dev.captioner.math.Products.addMultiplyTransposed;
import static dev.captioner.math.Products.addTransposedMultiply;
import static dev.captioner.math.Products.multiply;

import dev.captioner.math.Views;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Additive: {@code s_l = v . tanh(r_l W_k + q)} (docs/network.md, eq. 5). */
final class AdditiveAttention extends SpatialAttention {
    private final INDArray keyWeight; // W_k [E, E]
    private final INDArray keyWeightGradient;
    private final INDArray score; // v [E]
    private final INDArray scoreGradient;
    private final INDArray keys; // [G, L, E]
    private final INDArray keyGradients; // [G, L, E]

    AdditiveAttention(
            Parameters parameters, Packing packing, AttendedMemory memory, INDArray hidden, INDArray hiddenGradients) {
        super(parameters, packing, memory, hidden, hiddenGradients);
        this.keyWeight = parameters.value("attention.key");
        this.keyWeightGradient = parameters.gradient("attention.key");
        this.score = parameters.value("attention.score");
        this.scoreGradient = parameters.gradient("attention.score");
        this.keys = memory.values().ulike();
        multiply(flat(memory.values()), keyWeight, flat(keys));
        this.keyGradients = Nd4j.zeros(keys.dataType(), keys.shape());
    }

    /** [G, L, E] as [G * L, E]. */
    private INDArray flat(INDArray perGroup) {
        return perGroup.reshape('c', perGroup.size(0) * perGroup.size(1), embedding);
    }

    /** tanh(r_l W_k + q) of a step, [G, S, L, E]; recomputed backward, for keeping it would need gigabytes. */
    private INDArray matches(int step) {
        long groups = packing.groups(step);
        long slots = packing.slots(step);
        long[] all = {groups, slots, memory.size(), embedding};
        INDArray sums = Nd4j.createUninitialized(keys.dataType(), all, 'c');
        sums.assign(Views.slice(keys, 0, 0, groups)
                .reshape('c', groups, 1, memory.size(), embedding)
                .broadcast(all));
        sums.addi(packing.perGroup(queries, step)
                .dup('c')
                .reshape('c', groups, slots, 1, embedding)
                .broadcast(all));
        return Transforms.tanh(sums, false);
    }

    @Override
    INDArray scores(int step) {
        INDArray matches = matches(step);
        INDArray scores = Nd4j.createUninitialized(keys.dataType(), new long[] {matches.length() / embedding, 1}, 'c');
        multiply(matches.reshape('c', scores.length(), embedding), score.reshape('c', embedding, 1), scores);
        return scores.reshape('c', packing.groups(step), packing.slots(step), memory.size());
    }

    @Override
    void backwardScores(int step, INDArray dScores) {
        INDArray matches = matches(step); // [G, S, L, E]
        INDArray rows = matches.reshape('c', dScores.length(), embedding);
        INDArray dRows = dScores.reshape('c', dScores.length(), 1);
        addTransposedMultiply(rows, dRows, scoreGradient.reshape('c', embedding, 1)); // dv += ds tanh(.)
        INDArray dSums = rows.muli(rows).rsubi(1); // 1 - tanh^2
        dSums.muliRowVector(score.reshape(1, embedding)).muliColumnVector(dRows);
        INDArray dMatches = dSums.reshape('c', matches.shape());
        packing.perGroup(queryGradients, step).assign(dMatches.sum(2)); // [G, S, E]
        Views.slice(keyGradients, 0, 0, packing.groups(step)).addi(dMatches.sum(1)); // [G, L, E]
    }

    @Override
    void addScoreWeightGradients() {
        addTransposedMultiply(flat(memory.values()), flat(keyGradients), keyWeightGradient);
        addMultiplyTransposed(flat(keyGradients), keyWeight, flat(memory.gradients()));
    }
}
