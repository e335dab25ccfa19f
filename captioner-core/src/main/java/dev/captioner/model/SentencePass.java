package dev.captioner.model;

import static dev.captioner.math.Products.addColumnSums;
import static dev.captioner.math.Products.addMultiply;
import static dev.captioner.math.Products.addTransposedMultiply;
import static dev.captioner.math.Products.multiply;
import static dev.captioner.math.Products.multiplyTransposed;

import dev.captioner.math.Views;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One pass of a batch through the network, forward and back: photo side, embedded inputs, recurrent core, output layer. */
final class SentencePass {
    private final Parameters parameters;
    private final CaptionBatch batch;
    private final int embedding;
    private final int units;
    private final int first; // packed positions before it belong to the photo step, which predicts nothing
    private final int packed; // M
    private final SmoothedCrossEntropy crossEntropy;

    private final PhotoProjection photo;
    private final DropoutMask wordMask;
    private final RecurrentCore core;

    private final WeightBlock hiddenBlock; // h -> output
    private final WeightBlock contextBlock; // ctx -> output
    private final DropoutMask hiddenMask;
    private final DropoutMask contextMask;
    private final INDArray outputHidden; // [N, H]
    private final INDArray outputContext; // [N, E]
    private final INDArray outputs; // [N, E]
    private final INDArray logits; // [N, V]

    SentencePass(Parameters parameters, CaptionBatch batch, Regularisation regularisation, long seed) {
        this.parameters = parameters;
        this.batch = batch;
        NetworkShape shape = parameters.shape();
        this.embedding = shape.embedding();
        this.units = shape.units();
        this.first = batch.offset(1);
        this.packed = batch.offset(batch.steps());
        this.crossEntropy = new SmoothedCrossEntropy(batch, regularisation.labelSmoothing());
        this.photo = new PhotoProjection(parameters, batch, regularisation, seed);

        INDArray words = Nd4j.pullRows(parameters.value("embedding"), 1, batch.inputs()); // [N, E]
        this.wordMask = DropoutMask.of(words, regularisation.wordDropout(), seed + 2);
        this.core = RecurrentCore.of(
                parameters, batch, inputs(wordMask.apply(words)), photo.regions(), photo.regionGradients());

        this.hiddenBlock = WeightBlock.of(parameters, "output.weight", 0, units);
        this.contextBlock = WeightBlock.of(parameters, "output.weight", units, units + embedding);
        this.outputHidden = empty(packed - first, units);
        this.outputContext = empty(packed - first, embedding);
        this.hiddenMask = DropoutMask.of(outputHidden, regularisation.outputDropout(), seed + 3);
        this.contextMask = DropoutMask.of(outputContext, regularisation.outputDropout(), seed + 4);
        this.outputs = empty(packed - first, embedding);
        this.logits = empty(packed - first, shape.vocabulary());
    }

    private INDArray empty(long rows, long columns) {
        return Nd4j.createUninitialized(parameters.values().dataType(), new long[] {rows, columns}, 'c');
    }

    /** [M, 2E]: the word read and the photo; at the photo step the photo is the word. */
    private INDArray inputs(INDArray words) {
        INDArray inputs = empty(packed, 2L * embedding);
        photo.tile(photoColumns(inputs));
        photo.tile(photoStepColumns(inputs));
        wordColumns(inputs).assign(words);
        return inputs;
    }

    /** Where the photo is read, [M / P, P, E]. */
    private INDArray photoColumns(INDArray inputs) {
        return Views.slice(perPhoto(inputs), 2, embedding, 2L * embedding);
    }

    /** Where the photo is read as x(-1), [S, P, E]. */
    private INDArray photoStepColumns(INDArray inputs) {
        return Views.slice(Views.slice(perPhoto(inputs), 0, 0, batch.slots(0)), 2, 0, embedding);
    }

    private INDArray perPhoto(INDArray inputs) {
        return inputs.reshape('c', packed / batch.photos(), batch.photos(), 2L * embedding);
    }

    /** Where words are read, [N, E]. */
    private INDArray wordColumns(INDArray inputs) {
        return Views.columns(Views.rows(inputs, first, packed), 0, embedding);
    }

    private INDArray predicting(INDArray buffer) {
        return CaptionBatch.block(buffer, first, packed);
    }

    /** J. */
    double forward() {
        for (int step = 0; step < batch.steps(); step++) {
            core.forward(step);
        }
        outputHidden.assign(predicting(core.hidden()));
        outputContext.assign(predicting(core.attention().contexts()));
        hiddenMask.apply(outputHidden);
        contextMask.apply(outputContext);
        multiply(outputHidden, hiddenBlock.value(), outputs);
        addMultiply(outputContext, contextBlock.value(), outputs); // u = [h, ctx] W_o
        multiplyTransposed(outputs, parameters.value("embedding"), logits);
        logits.addiRowVector(parameters.value("output.bias").reshape(1, logits.size(1))); // (9)
        return crossEntropy.loss(logits);
    }

    /** Adds dJ/d(theta) to the gradients; after {@link #forward}, once. */
    void backward() {
        crossEntropy.gradient(logits);
        outputLayerBackward(logits);
        for (int step = batch.steps() - 1; step >= 0; step--) {
            core.backward(step);
        }
        INDArray dInputs = core.finishBackward(); // [M, 2E]
        addEmbeddingGradients(wordMask.apply(wordColumns(dInputs).dup('c')));
        photo.addPhotoGradient(photoColumns(dInputs));
        photo.addPhotoGradient(photoStepColumns(dInputs));
        photo.backward();
    }

    private void outputLayerBackward(INDArray dLogits) {
        addTransposedMultiply(dLogits, outputs, parameters.gradient("embedding"));
        addColumnSums(dLogits, parameters.gradient("output.bias"));
        INDArray dOutputs = outputs.ulike();
        multiply(dLogits, parameters.value("embedding"), dOutputs);
        addTransposedMultiply(outputHidden, dOutputs, hiddenBlock.gradient());
        addTransposedMultiply(outputContext, dOutputs, contextBlock.gradient());
        INDArray dHidden = outputHidden.ulike();
        multiplyTransposed(dOutputs, hiddenBlock.value(), dHidden);
        predicting(core.hiddenGradients()).addi(hiddenMask.apply(dHidden));
        INDArray dContext = outputContext.ulike();
        multiplyTransposed(dOutputs, contextBlock.value(), dContext);
        predicting(core.attention().contextGradients()).addi(contextMask.apply(dContext));
    }

    /** Adds each position's row to its word's. In order, on one thread: the sum must not depend on timing. */
    private void addEmbeddingGradients(INDArray dWords) {
        int vocabulary = parameters.shape().vocabulary();
        double[] sums = new double[vocabulary * embedding];
        int[] inputs = batch.inputs();
        float[] weights = batch.weights();
        double[] rows = dWords.data().asDouble();
        for (int n = 0; n < inputs.length; n++) {
            for (int k = 0; weights[n] != 0 && k < embedding; k++) {
                sums[inputs[n] * embedding + k] += rows[n * embedding + k];
            }
        }
        parameters
                .gradient("embedding")
                .addi(Nd4j.createFromArray(sums).castTo(dWords.dataType()).reshape('c', vocabulary, embedding));
    }
}
