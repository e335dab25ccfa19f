package dev.captioner.model.training;

import static dev.captioner.math.Products.addColumnSums;
import static dev.captioner.math.Products.addMultiply;
import static dev.captioner.math.Products.addTransposedMultiply;
import static dev.captioner.math.Products.multiply;
import static dev.captioner.math.Products.multiplyTransposed;

import dev.captioner.math.Rows;
import dev.captioner.math.Views;
import dev.captioner.model.NetworkShape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One pass of a batch through the network, forward and back: photo side, question side, embedded inputs, recurrent core, output
 * layer.
 */
final class SentencePass {
    private final Parameters parameters;
    private final SentenceBatch batch;
    private final Packing packing;
    private final int embedding;
    private final int units;
    private final int first; // packed rows before it belong to the photo step, which predicts nothing
    private final SmoothedCrossEntropy crossEntropy;

    private final PhotoProjection photo;
    private final @Nullable QuestionReader question; // null for captions
    private final DropoutMask wordMask;
    private final RecurrentCore core;

    private final int[] predicting; // [N]: the packed rows that predict something
    private final WeightBlock hiddenBlock; // h -> output
    private final WeightBlock contextBlock; // ctx -> output
    private final DropoutMask hiddenMask;
    private final DropoutMask contextMask;
    private @Nullable INDArray outputHidden; // [N, H]
    private @Nullable INDArray outputContext; // [N, E]
    private final INDArray outputs; // [N, E]
    private final INDArray logits; // [N, V]

    SentencePass(Parameters parameters, SentenceBatch batch, Regularisation regularisation, long seed) {
        this.parameters = parameters;
        this.batch = batch;
        this.packing = batch.packing();
        NetworkShape shape = parameters.shape();
        this.embedding = shape.embedding();
        this.units = shape.units();
        this.first = packing.offset(1);
        this.crossEntropy = new SmoothedCrossEntropy(batch, regularisation.labelSmoothing());
        this.photo = new PhotoProjection(parameters, batch, regularisation, seed);
        PackedQuestions questions = batch.questions();
        this.question = questions == null
                ? null
                : new QuestionReader(parameters, batch, questions, photo, regularisation, seed + 5);

        INDArray words = Rows.gather(readable(), numbers()); // [M - first, E]
        this.wordMask = DropoutMask.of(words, regularisation.wordDropout(), seed + 2);
        this.core = RecurrentCore.of(
                parameters,
                packing,
                inputs(wordMask.apply(words)),
                question == null
                        ? new AttendedMemory(photo.regions(), photo.regionGradients(), null)
                        : question.attended(),
                question == null ? List.of() : question.start());

        this.predicting = Arrays.stream(batch.predicted()).map(n -> n + first).toArray();
        this.hiddenBlock = WeightBlock.of(parameters, "output.weight", 0, units);
        this.contextBlock = WeightBlock.of(parameters, "output.weight", units, units + embedding);
        this.hiddenMask = DropoutMask.of(empty(predicting.length, units), regularisation.outputDropout(), seed + 3);
        this.contextMask =
                DropoutMask.of(empty(predicting.length, embedding), regularisation.outputDropout(), seed + 4);
        this.outputs = empty(predicting.length, embedding);
        this.logits = empty(predicting.length, shape.vocabulary());
    }

    private INDArray empty(long rows, long columns) {
        return Nd4j.createUninitialized(parameters.values().dataType(), new long[] {rows, columns}, 'c');
    }

    /** All that can be read: the words, then what the hops of each question selected. */
    private INDArray readable() {
        INDArray words = parameters.value("embedding");
        return question == null ? words : Nd4j.vstack(words, question.selected());
    }

    /** Which of that each packed row reads. */
    private int[] numbers() {
        int vocabulary = parameters.shape().vocabulary();
        return Arrays.stream(batch.inputs())
                .map(word -> word > SentenceBatch.SELECTED ? word : vocabulary + SentenceBatch.SELECTED - word)
                .toArray();
    }

    /** [M, 2E]: the word read and the photo; at the photo step the photo is the word. */
    private INDArray inputs(INDArray words) {
        INDArray inputs = empty(packing.size(), 2L * embedding);
        INDArray photos = photo.ofRows();
        Views.columns(inputs, embedding, 2L * embedding).assign(photos);
        Views.columns(Views.rows(inputs, 0, first), 0, embedding).assign(Views.rows(photos, 0, first));
        wordColumns(inputs).assign(words);
        return inputs;
    }

    /** Where words are read, [M - first, E]. */
    private INDArray wordColumns(INDArray inputs) {
        return Views.columns(Views.rows(inputs, first, packing.size()), 0, embedding);
    }

    /** J. */
    double forward() {
        for (int step = 0; step < packing.steps(); step++) {
            core.forward(step);
        }
        outputHidden = hiddenMask.apply(Rows.gather(core.hidden(), predicting));
        outputContext = contextMask.apply(Rows.gather(core.attention().contexts(), predicting));
        multiply(outputHidden, hiddenBlock.value(), outputs);
        addMultiply(outputContext, contextBlock.value(), outputs); // u = [h, ctx] W_o
        multiplyTransposed(outputs, parameters.value("embedding"), logits);
        logits.addiRowVector(parameters.value("output.bias").reshape(1, logits.size(1))); // (9)
        return crossEntropy.loss(logits);
    }

    /** Adds dJ/d(theta) to the gradients; after {@link #forward}, once. */
    void backward() {
        if (outputHidden == null || outputContext == null) {
            throw new IllegalStateException("forward() comes before backward()");
        }
        crossEntropy.gradient(logits);
        outputLayerBackward(logits, outputHidden, outputContext);
        for (int step = packing.steps() - 1; step >= 0; step--) {
            core.backward(step);
        }
        INDArray dInputs = core.finishBackward(); // [M, 2E]
        photo.addPhotoGradients(
                Views.columns(dInputs, embedding, 2L * embedding).dup('c'));
        photo.addPhotoGradients(
                Views.columns(Views.rows(dInputs, 0, first), 0, embedding).dup('c'));
        addReadGradients(wordMask.apply(wordColumns(dInputs).dup('c')));
        photo.backward();
    }

    private void outputLayerBackward(INDArray dLogits, INDArray hidden, INDArray context) {
        addTransposedMultiply(dLogits, outputs, parameters.gradient("embedding"));
        addColumnSums(dLogits, parameters.gradient("output.bias"));
        INDArray dOutputs = outputs.ulike();
        multiply(dLogits, parameters.value("embedding"), dOutputs);
        addTransposedMultiply(hidden, dOutputs, hiddenBlock.gradient());
        addTransposedMultiply(context, dOutputs, contextBlock.gradient());
        INDArray dHidden = hidden.ulike();
        multiplyTransposed(dOutputs, hiddenBlock.value(), dHidden);
        Rows.add(core.hiddenGradients(), predicting, hiddenMask.apply(dHidden));
        INDArray dContext = context.ulike();
        multiplyTransposed(dOutputs, contextBlock.value(), dContext);
        Rows.add(core.attention().contextGradients(), predicting, contextMask.apply(dContext));
    }

    /**
     * Distributes the gradients of the inputs to the words, to the questions' memory hops and to the questions'
     * words.
     */
    private void addReadGradients(INDArray dRead) {
        int vocabulary = parameters.shape().vocabulary();
        PackedQuestions questions = batch.questions();
        int size = vocabulary + (questions == null ? 0 : questions.last().length);
        RowSums sums = new RowSums(size, embedding);
        sums.add(numbers(), dRead);
        if (question != null && questions != null) {
            sums.add(questions.words(), question.backward(sums.rows(vocabulary, size, dRead.dataType())));
        }
        parameters.gradient("embedding").addi(sums.rows(0, vocabulary, dRead.dataType()));
    }
}
