package dev.captioner.model.training;

import static dev.captioner.math.Products.addMultiplyTransposed;
import static dev.captioner.math.Products.addTransposedMultiply;
import static dev.captioner.math.Products.multiply;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Attention over the memory of each row's group, over packed steps, forward and backward (docs/network.md, eq. 4 to 6). All
 * captions of a photo are one group and share its regions, so scores and contexts are one product a photo.
 */
abstract sealed class SpatialAttention permits DotAttention, AdditiveAttention {
    final Packing packing;
    final int embedding;
    final AttendedMemory memory; // [G, L, E]
    private final INDArray hidden;
    private final INDArray hiddenGradients;
    private final INDArray queryWeight;
    private final INDArray queryWeightGradient;

    final INDArray queries; // [M, E]
    final INDArray queryGradients; // [M, E]
    final INDArray attention; // [M, L]
    private final INDArray contexts; // [M, E]
    private final INDArray contextGradients; // [M, E]

    SpatialAttention(
            Parameters parameters, Packing packing, AttendedMemory memory, INDArray hidden, INDArray hiddenGradients) {
        this.packing = packing;
        this.embedding = parameters.shape().embedding();
        this.memory = memory;
        this.hidden = hidden;
        this.hiddenGradients = hiddenGradients;
        this.queryWeight = parameters.value("attention.query");
        this.queryWeightGradient = parameters.gradient("attention.query");
        int packed = packing.size();
        DataType type = hidden.dataType();
        this.queries = Nd4j.createUninitialized(type, new long[] {packed, embedding}, 'c');
        this.queryGradients = queries.ulike();
        this.attention = Nd4j.createUninitialized(type, new long[] {packed, memory.size()}, 'c');
        this.contexts = queries.ulike();
        this.contextGradients = Nd4j.zeros(type, packed, embedding);
    }

    /** The attention that a network's shape asks for. */
    static SpatialAttention of(
            Parameters parameters, Packing packing, AttendedMemory memory, INDArray hidden, INDArray hiddenGradients) {
        return switch (parameters.shape().attention()) {
            case DOT -> new DotAttention(parameters, packing, memory, hidden, hiddenGradients);
            case ADDITIVE -> new AdditiveAttention(parameters, packing, memory, hidden, hiddenGradients);
        };
    }

    /** [M, E]: ctx(t). */
    INDArray contexts() {
        return contexts;
    }

    /** [M, E]: dJ/dctx(t); the readers of the context add to it before the step's {@link #backward}. */
    INDArray contextGradients() {
        return contextGradients;
    }

    /** [M, L]: alpha. */
    INDArray attention() {
        return attention;
    }

    /** Scores [G, S, L] of a step's queries. */
    abstract INDArray scores(int step);

    /** From the gradient of a step's scores [G, S, L] to that of its queries (set) and of the memory (added). */
    abstract void backwardScores(int step, INDArray scoreGradients);

    /** After the last backward step: gradients that are one product over all steps. */
    abstract void addScoreWeightGradients();

    /** Computes alpha and ctx of a step from its hidden state. */
    final void forward(int step) {
        multiply(packing.rows(hidden, step), queryWeight, packing.rows(queries, step)); // q = h W_q
        INDArray alpha = memory.masked(scores(step)); // [G, S, L]
        Nd4j.exec(new SoftMax(alpha, alpha, -1));
        packing.perGroup(attention, step).assign(alpha);
        packing.perGroup(contexts, step).assign(Nd4j.matmul(alpha, values(step))); // ctx = sum_l alpha_l r_l
    }

    /** Turns dJ/dctx of a step into gradients of the query's hidden state; the memory's follow in the end. */
    final void backward(int step) {
        INDArray alpha = packing.perGroup(attention, step).dup('c'); // [G, S, L]
        INDArray dContext = packing.perGroup(contextGradients, step).dup('c'); // [G, S, E]
        INDArray dAlpha = Nd4j.matmul(dContext, values(step), false, true, false); // [G, S, L]
        dAlpha.muli(alpha);
        INDArray dScores = dAlpha.subi(alpha.mul(dAlpha.sum(true, 2))); // alpha * (dalpha - sum alpha dalpha)
        backwardScores(step, dScores);
        addMultiplyTransposed(packing.rows(queryGradients, step), queryWeight, packing.rows(hiddenGradients, step));
    }

    /** After the last backward step. */
    final void addWeightGradients() {
        addTransposedMultiply(hidden, queryGradients, queryWeightGradient);
        // dr_l = sum over all steps and slots of alpha_l dctx
        memory.gradients()
                .addi(Nd4j.matmul(packing.byGroup(attention), packing.byGroup(contextGradients), true, false, false));
        addScoreWeightGradients();
    }

    /** The memories of the groups active at a step, [G, L, E]. */
    final INDArray values(int step) {
        return memory.values(packing.groups(step));
    }
}
