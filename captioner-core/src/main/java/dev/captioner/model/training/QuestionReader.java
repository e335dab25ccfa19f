package dev.captioner.model.training;

import static dev.captioner.math.DelayedDeallocation.kept;
import static dev.captioner.math.Products.addColumnSums;
import static dev.captioner.math.Products.addMultiply;
import static dev.captioner.math.Products.addMultiplyTransposed;
import static dev.captioner.math.Products.addTransposedMultiply;

import dev.captioner.math.Rows;
import dev.captioner.math.Views;
import dev.captioner.model.AttentionScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * What comes before a batch's answers, forward and backward (docs/network.md, eq. 11 to 17): a bidirectional LSTM over the questions'
 * words, whose states join the photo's regions as memory, hops over that memory, and the states that the decoder starts from.
 * R is the number of questions, Q the units of each direction, M the packed words.
 */
final class QuestionReader {
    private final Parameters parameters;
    private final SentenceBatch batch;
    private final PackedQuestions questions;
    private final PhotoProjection photo;
    private final int embedding;
    private final int units; // Q

    private final DropoutMask wordMask;
    private final WordEvidence evidence;
    private final INDArray words; // x [M, E]
    private final PackedLstm forward;
    private final PackedLstm backward;
    private final INDArray states; // [M, 2Q]
    private final INDArray summary; // [R, 2Q]
    private final AttendedMemory memory; // [R, L + longest question, E]
    private final List<MemoryHop> hops = new ArrayList<>();
    private final INDArray selected; // u_J, [R, E]
    private final INDArray started; // [R, 2H layers]
    private final List<LstmStart> start;

    QuestionReader(
            Parameters parameters,
            SentenceBatch batch,
            PackedQuestions questions,
            PhotoProjection photo,
            Regularisation regularisation,
            long seed) {
        this.parameters = parameters;
        this.batch = batch;
        this.questions = questions;
        this.photo = photo;
        this.embedding = parameters.shape().embedding();
        this.units = parameters.shape().questionUnits();

        INDArray read = Rows.gather(parameters.value("embedding"), questions.words()); // z
        INDArray regions = Rows.gather(flatRegions(photo.regions()), batch.photoOfGroup())
                .reshape('c', batch.photoOfGroup().length, batch.regions(), embedding);
        this.evidence = new WordEvidence(parameters, read.dup('c'), regions, questions.places(), questions.longest());
        this.wordMask = DropoutMask.of(read, regularisation.wordDropout(), seed);
        this.words = wordMask.apply(read);
        addMultiply(
                evidence.values(), evidenceVector(parameters.value("question.evidence")), words); // x = z + e v, (11)
        this.forward = read("question_forward_lstm", words);
        this.backward = read("question_backward_lstm", Rows.gather(words, questions.mirror()));
        this.states = Nd4j.hstack(forward.hidden(), Rows.gather(backward.hidden(), questions.mirror())); // (12)
        this.summary = Nd4j.hstack(
                Rows.gather(forward.hidden(), questions.last()), Rows.gather(backward.hidden(), questions.last()));
        this.memory = memory(regions);

        INDArray query = layer(summary, "question.query"); // u_0, (14)
        for (int hop = 1; hop <= parameters.shape().hops(); hop++) {
            MemoryHop selection = new MemoryHop(parameters, "question.hop" + hop, memory, query);
            hops.add(selection);
            query = selection.after(); // (15)
        }
        this.selected = query;

        this.started = Transforms.tanh(layer(summary, "question.start"), false); // (16)
        this.start = IntStream.range(0, parameters.shape().layers())
                .mapToObj(layer -> LstmStart.of(startColumns(started, 2 * layer), startColumns(started, 2 * layer + 1)))
                .toList();
    }

    private PackedLstm read(String name, INDArray read) {
        PackedLstm lstm = new PackedLstm(parameters, name, questions.packing(), null);
        addMultiply(read, parameters.value(name + ".input"), lstm.gates());
        for (int step = 0; step < questions.packing().steps(); step++) {
            lstm.forward(step);
        }
        return lstm;
    }

    private INDArray layer(INDArray input, String name) {
        INDArray weight = parameters.value(name + ".weight");
        INDArray output = Nd4j.zeros(input.dataType(), input.size(0), weight.size(1));
        addMultiply(input, weight, output);
        return output.addiRowVector(parameters.value(name + ".bias").reshape(1, weight.size(1)));
    }

    /** Adds the gradients of a layer's weights; gives that of its input. */
    private INDArray layerBackward(INDArray input, INDArray outputGradient, String name) {
        addTransposedMultiply(input, outputGradient, parameters.gradient(name + ".weight"));
        addColumnSums(outputGradient, parameters.gradient(name + ".bias"));
        INDArray inputGradient = Nd4j.zeros(input.dataType(), input.shape());
        addMultiplyTransposed(outputGradient, parameters.value(name + ".weight"), inputGradient);
        return inputGradient;
    }

    /** v, [1, E]. */
    private INDArray evidenceVector(INDArray vector) {
        return vector.reshape('c', 1, embedding);
    }

    /** The regions of each question's photo, [R, L, E], then a place for each of its words. */
    private AttendedMemory memory(INDArray seen) {
        int rows = batch.photoOfGroup().length;
        int regions = batch.regions();
        int size = regions + questions.longest();
        INDArray values = Nd4j.zeros(words.dataType(), rows, size, embedding);
        Views.slice(values, 1, 0, regions).assign(seen);
        INDArray said = words.add(layer(states, "question.memory")); // m_k = x_k + s_k W_m + b_m, (13)
        Rows.add(flat(values), places(), said);

        float[] mask = new float[rows * size];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(mask, row * size + regions, (row + 1) * size, (float) AttentionScores.MASKED);
        }
        for (int place : places()) {
            mask[place] = 0;
        }
        return new AttendedMemory(
                values,
                Nd4j.zeros(values.dataType(), values.shape()),
                kept(Nd4j.createFromArray(mask)).castTo(values.dataType()).reshape('c', rows, 1, size));
    }

    /** Where each packed word lies in the memories, as a row of [R * (L + longest), E]. */
    private int[] places() {
        int longest = questions.longest();
        int regions = batch.regions();
        return Arrays.stream(questions.places())
                .map(place -> place / longest * (regions + longest) + regions + place % longest)
                .toArray();
    }

    private INDArray flatRegions(INDArray regions) {
        return regions.reshape('c', batch.photos(), (long) batch.regions() * embedding);
    }

    private INDArray flat(INDArray memories) {
        return memories.reshape('c', memories.size(0) * memories.size(1), embedding);
    }

    private INDArray startColumns(INDArray all, int part) {
        int h = parameters.shape().units();
        return Views.columns(all, (long) part * h, (part + 1L) * h).dup('c');
    }

    /** The memory of attention. */
    AttendedMemory attended() {
        return memory;
    }

    /** u_J, [R, E]: what the hops selected, which the decoder reads like a word. */
    INDArray selected() {
        return selected;
    }

    /** The states that the decoder's LSTMs start from. */
    List<LstmStart> start() {
        return start;
    }

    /**
     * After everything that reads memory, selection and start: the gradients of the question's side.
     *
     * @param selectedGradient dJ/du_J, [R, E]
     * @return dJ/dz of the words read, [M, E]
     */
    INDArray backward(INDArray selectedGradient) {
        INDArray dQuery = selectedGradient;
        for (int hop = hops.size() - 1; hop >= 0; hop--) {
            dQuery = hops.get(hop).backward(dQuery);
        }
        INDArray dSummary = layerBackward(summary, dQuery, "question.query");
        dSummary.addi(layerBackward(summary, startedGradient(), "question.start"));

        INDArray dSaid = Rows.gather(flat(memory.gradients()), places());
        INDArray dWords = dSaid.dup('c');
        addStateGradients(layerBackward(states, dSaid, "question.memory"), dSummary);
        dWords.addi(readBackward(forward, words, "question_forward_lstm"));
        dWords.addi(Rows.gather(
                readBackward(backward, Rows.gather(words, questions.mirror()), "question_backward_lstm"),
                questions.mirror()));
        INDArray dEvidence = evidenceBackward(dWords);
        addRegionGradients();
        return wordMask.apply(dWords).addi(dEvidence);
    }

    /** From dJ/dx to what of dJ/dz comes by way of the evidence. */
    private INDArray evidenceBackward(INDArray dWords) {
        addTransposedMultiply(evidence.values(), dWords, evidenceVector(parameters.gradient("question.evidence")));
        INDArray gradient = Nd4j.zeros(dWords.dataType(), dWords.size(0), 1);
        addMultiplyTransposed(dWords, evidenceVector(parameters.value("question.evidence")), gradient);
        INDArray regionGradients = Nd4j.zeros(dWords.dataType(), memory.values().size(0), batch.regions(), embedding);
        INDArray dRead = evidence.backward(gradient, regionGradients);
        Views.slice(memory.gradients(), 1, 0, batch.regions()).addi(regionGradients);
        return dRead;
    }

    private INDArray startedGradient() {
        List<INDArray> parts = new ArrayList<>();
        for (LstmStart layer : start) {
            parts.add(layer.hiddenGradient());
            parts.add(layer.cellGradient());
        }
        INDArray gradient = Nd4j.hstack(parts.toArray(INDArray[]::new));
        return gradient.muli(started.mul(started).rsubi(1)); // 1 - tanh^2
    }

    private void addStateGradients(INDArray dStates, INDArray dSummary) {
        forward.hiddenGradients().addi(direction(dStates, 0));
        backward.hiddenGradients().addi(Rows.gather(direction(dStates, 1), questions.mirror()));
        Rows.add(forward.hiddenGradients(), questions.last(), direction(dSummary, 0));
        Rows.add(backward.hiddenGradients(), questions.last(), direction(dSummary, 1));
    }

    private INDArray direction(INDArray both, int direction) {
        return Views.columns(both, (long) direction * units, (direction + 1L) * units)
                .dup('c');
    }

    private void addRegionGradients() {
        int[] photoOf = batch.photoOfGroup();
        for (int row = 0; row < photoOf.length; row++) {
            INDArray own = Views.slice(Views.slice(memory.gradients(), 0, row, row + 1L), 1, 0, batch.regions());
            Views.slice(photo.regionGradients(), 0, photoOf[row], photoOf[row] + 1L)
                    .addi(own);
        }
    }

    private INDArray readBackward(PackedLstm lstm, INDArray read, String name) {
        for (int step = questions.packing().steps() - 1; step >= 0; step--) {
            lstm.backward(step);
        }
        lstm.addWeightGradients();
        addTransposedMultiply(read, lstm.gateGradients(), parameters.gradient(name + ".input"));
        INDArray gradient = Nd4j.zeros(read.dataType(), read.shape());
        addMultiplyTransposed(lstm.gateGradients(), parameters.value(name + ".input"), gradient);
        return gradient;
    }
}
