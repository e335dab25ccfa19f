package dev.captioner.model;

import static dev.captioner.math.Products.addMultiplyTransposed;
import static dev.captioner.math.Products.addTransposedMultiply;
import static dev.captioner.math.Products.multiply;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Additive: {@code s_l = v . tanh(r_l W_k + q)} (docs/network.md, eq. 5). */
final class AdditiveAttention extends SpatialAttention {
    private final INDArray keyWeight; // W_k [E, E]
    private final INDArray keyWeightGradient;
    private final INDArray score; // v [E]
    private final INDArray scoreGradient;
    private final INDArray keys; // [P, 1, L, E]
    private final INDArray keyGradients; // [P, L, E]

    AdditiveAttention(
            Parameters parameters,
            CaptionBatch batch,
            INDArray regions,
            INDArray regionGradients,
            INDArray hidden,
            INDArray hiddenGradients) {
        super(parameters, batch, regions, regionGradients, hidden, hiddenGradients);
        this.keyWeight = parameters.value("attention.key");
        this.keyWeightGradient = parameters.gradient("attention.key");
        this.score = parameters.value("attention.score");
        this.scoreGradient = parameters.gradient("attention.score");
        INDArray flat = regions.ulike().reshape('c', rowsOfRegions(), embedding);
        multiply(regions.reshape('c', rowsOfRegions(), embedding), keyWeight, flat);
        this.keys = flat.reshape('c', batch.photos(), 1, batch.regions(), embedding);
        this.keyGradients = Nd4j.zeros(regions.dataType(), batch.photos(), batch.regions(), embedding);
    }

    private long rowsOfRegions() {
        return (long) batch.photos() * batch.regions();
    }

    /** tanh(r_l W_k + q) of a step, [P, S, L, E]; recomputed backward, for keeping it would need gigabytes. */
    private INDArray matches(int step) {
        long slots = batch.slots(step);
        long[] all = {batch.photos(), slots, batch.regions(), embedding};
        INDArray sums = Nd4j.createUninitialized(regions.dataType(), all, 'c');
        sums.assign(keys.broadcast(all));
        sums.addi(perPhoto(queries, step)
                .dup('c')
                .reshape('c', batch.photos(), slots, 1, embedding)
                .broadcast(all));
        return Transforms.tanh(sums, false);
    }

    @Override
    INDArray scores(int step) {
        INDArray matches = matches(step);
        INDArray scores =
                Nd4j.createUninitialized(regions.dataType(), new long[] {matches.length() / embedding, 1}, 'c');
        multiply(matches.reshape('c', scores.length(), embedding), score.reshape('c', embedding, 1), scores);
        return scores.reshape('c', batch.photos(), batch.slots(step), batch.regions());
    }

    @Override
    void backwardScores(int step, INDArray dScores) {
        INDArray matches = matches(step); // [P, S, L, E]
        INDArray rows = matches.reshape('c', dScores.length(), embedding);
        INDArray dRows = dScores.reshape('c', dScores.length(), 1);
        addTransposedMultiply(rows, dRows, scoreGradient.reshape('c', embedding, 1)); // dv += ds tanh(.)
        INDArray dSums = rows.muli(rows).rsubi(1); // 1 - tanh^2
        dSums.muliRowVector(score.reshape(1, embedding)).muliColumnVector(dRows);
        INDArray dMatches = dSums.reshape('c', matches.shape());
        perPhoto(queryGradients, step).assign(dMatches.sum(2)); // [P, S, E]
        keyGradients.addi(dMatches.sum(1)); // [P, L, E]
    }

    @Override
    void addScoreWeightGradients() {
        INDArray flat = keyGradients.reshape('c', rowsOfRegions(), embedding);
        addTransposedMultiply(regions.reshape('c', rowsOfRegions(), embedding), flat, keyWeightGradient);
        addMultiplyTransposed(flat, keyWeight, regionGradients.reshape('c', rowsOfRegions(), embedding));
    }
}
