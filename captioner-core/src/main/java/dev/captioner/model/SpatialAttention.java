package dev.captioner.model;

import static dev.captioner.math.Products.addMultiplyTransposed;
import static dev.captioner.math.Products.addTransposedMultiply;
import static dev.captioner.math.Products.multiply;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Attention over the regions of each row's photo, over the packed steps of a batch, forward and backward (docs/network.md, eq. 4
 * to 6). All sentences of a photo share its regions, so scores and contexts are one product a photo.
 */
abstract sealed class SpatialAttention permits DotAttention, AdditiveAttention {
    final CaptionBatch batch;
    final int embedding;
    final INDArray regions; // [P, L, E]
    final INDArray regionGradients; // [P, L, E]
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
            Parameters parameters,
            CaptionBatch batch,
            INDArray regions,
            INDArray regionGradients,
            INDArray hidden,
            INDArray hiddenGradients) {
        this.batch = batch;
        this.embedding = parameters.shape().embedding();
        this.regions = regions;
        this.regionGradients = regionGradients;
        this.hidden = hidden;
        this.hiddenGradients = hiddenGradients;
        this.queryWeight = parameters.value("attention.query");
        this.queryWeightGradient = parameters.gradient("attention.query");
        int packed = batch.offset(batch.steps());
        this.queries = Nd4j.createUninitialized(regions.dataType(), new long[] {packed, embedding}, 'c');
        this.queryGradients = queries.ulike();
        this.attention = Nd4j.createUninitialized(regions.dataType(), new long[] {packed, batch.regions()}, 'c');
        this.contexts = queries.ulike();
        this.contextGradients = Nd4j.zeros(regions.dataType(), packed, embedding);
    }

    /** The attention that a network's shape asks for. */
    static SpatialAttention of(
            Parameters parameters,
            CaptionBatch batch,
            INDArray regions,
            INDArray regionGradients,
            INDArray hidden,
            INDArray hiddenGradients) {
        return switch (parameters.shape().attention()) {
            case DOT -> new DotAttention(parameters, batch, regions, regionGradients, hidden, hiddenGradients);
            case ADDITIVE ->
                new AdditiveAttention(parameters, batch, regions, regionGradients, hidden, hiddenGradients);
        };
    }

    /** [M, E]: ctx(t). */
    INDArray contexts() {
        return contexts;
    }

    /** [M, E]: dJ/dctx(t); whoever reads the context adds to it before the step's {@link #backward}. */
    INDArray contextGradients() {
        return contextGradients;
    }

    /** [M, L]: alpha. */
    INDArray attention() {
        return attention;
    }

    /** Scores [P, S, L] of a step's queries. */
    abstract INDArray scores(int step);

    /** From the gradient of a step's scores [P, S, L] to that of its queries (set) and of the regions (added). */
    abstract void backwardScores(int step, INDArray scoreGradients);

    /** After the last backward step: gradients that are one product over all steps. */
    abstract void addScoreWeightGradients();

    /** Computes alpha and ctx of a step from its hidden state. */
    final void forward(int step) {
        multiply(batch.rows(hidden, step), queryWeight, batch.rows(queries, step)); // q = h W_q
        INDArray alpha = scores(step); // [P, S, L]
        Nd4j.exec(new SoftMax(alpha, alpha, -1));
        perPhoto(attention, step).assign(alpha);
        perPhoto(contexts, step).assign(Nd4j.matmul(alpha, regions)); // ctx = sum_l alpha_l r_l
    }

    /** Turns dJ/dctx of a step into gradients of the query's hidden state; the regions' follow in the end. */
    final void backward(int step) {
        INDArray alpha = perPhoto(attention, step).dup('c'); // [P, S, L]
        INDArray dContext = perPhoto(contextGradients, step).dup('c'); // [P, S, E]
        INDArray dAlpha = Nd4j.matmul(dContext, regions, false, true, false); // [P, S, L]
        dAlpha.muli(alpha);
        INDArray dScores = dAlpha.subi(alpha.mul(dAlpha.sum(true, 2))); // alpha * (dalpha - sum alpha dalpha)
        backwardScores(step, dScores);
        addMultiplyTransposed(batch.rows(queryGradients, step), queryWeight, batch.rows(hiddenGradients, step));
    }

    /** After the last backward step. */
    final void addWeightGradients() {
        addTransposedMultiply(hidden, queryGradients, queryWeightGradient);
        // dr_l = sum over all steps and slots of alpha_l dctx
        regionGradients.addi(Nd4j.matmul(byPhoto(attention), byPhoto(contextGradients), true, false, false));
        addScoreWeightGradients();
    }

    /** A step's packed rows [S * P, n] seen as [P, S, n]. */
    final INDArray perPhoto(INDArray packed, int step) {
        return batch.rows(packed, step)
                .reshape('c', batch.slots(step), batch.photos(), packed.size(1))
                .permute(1, 0, 2);
    }

    /** All packed rows [M, n] as [P, M / P, n]. */
    final INDArray byPhoto(INDArray packed) {
        return packed.reshape('c', packed.size(0) / batch.photos(), batch.photos(), packed.size(1))
                .permute(1, 0, 2)
                .dup('c');
    }
}
