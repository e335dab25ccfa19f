package dev.captioner.model.nd4j;

import dev.captioner.math.Views;
import dev.captioner.model.AttentionScores;
import dev.captioner.model.NetworkShape;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Reads one question over ND4J, before the decoder answers it (docs/network.md, eq. 11 to 16). */
record Nd4jQuestionReader(NetworkShape shape, Nd4jWeights weights) {
    /**
     * A question that has been read.
     *
     * @param words z, [n, E]
     * @param memory the photo's regions and the question's words, [L + n, E]
     * @param hops [J][L + n]: what each hop selected
     * @param selected u_J, [1, E]
     * @param start h and c of each LSTM, [1, 2 H layers]
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Reading(INDArray words, INDArray memory, float[][] hops, INDArray selected, INDArray start) {}

    Reading read(INDArray regions, int[] question) {
        INDArray words = Nd4j.pullRows(weights.get("embedding"), 1, question); // [n, E]
        INDArray evident = words.add(evidence(words, regions).mmul(weights.row("question.evidence"))); // (11)
        INDArray onward = states("question_forward_lstm", evident);
        INDArray back = reversed(states("question_backward_lstm", reversed(evident)));
        INDArray said = evident.add(weights.layer(Nd4j.hstack(onward, back), "question.memory")); // (13)
        INDArray memory = Nd4j.vstack(regions, said);

        long last = question.length - 1L;
        INDArray summary = Nd4j.hstack(Views.rows(onward, last, last + 1), Views.rows(back, 0, 1));
        INDArray selected = weights.layer(summary, "question.query"); // (14)
        float[][] hops = new float[shape.hops()][];
        for (int hop = 0; hop < hops.length; hop++) {
            INDArray wanted = selected.mmul(weights.get("question.hop" + (hop + 1)));
            INDArray alpha = wanted.mmul(memory.transpose()).muli(AttentionScores.scale(shape.embedding()));
            Nd4j.exec(new SoftMax(alpha, alpha, 1));
            hops[hop] = alpha.toFloatVector();
            INDArray found = alpha.mmul(memory);
            selected = selected.add(found).addi(wanted.mul(found)); // (15)
        }
        INDArray start = Transforms.tanh(weights.layer(summary, "question.start"), false); // (16)
        return new Reading(words, memory, hops, selected, start);
    }

    /** e = ln mean_l exp(r_l W_oc . z), [n, 1]. */
    private INDArray evidence(INDArray words, INDArray regions) {
        long units = shape.units();
        INDArray outputOfContext = Views.rows(weights.get("output.weight"), units, units + shape.embedding());
        INDArray scores = words.mmul(regions.mmul(outputOfContext).transpose()); // [n, L]
        INDArray most = scores.max(true, 1);
        return Transforms.log(
                        Transforms.exp(scores.subColumnVector(most), false).mean(true, 1), false)
                .addi(most);
    }

    /** h after each word, [n, Q]. */
    private INDArray states(String name, INDArray words) {
        Nd4jLayerState layer = Nd4jLayerState.zeros(1, shape.questionUnits());
        INDArray[] states = new INDArray[(int) words.size(0)];
        for (int k = 0; k < states.length; k++) {
            layer = weights.lstm(name, Views.rows(words, k, k + 1L), layer); // (12)
            states[k] = layer.hidden();
        }
        return Nd4j.vstack(states);
    }

    private static INDArray reversed(INDArray rows) {
        int size = (int) rows.size(0);
        return Nd4j.pullRows(
                rows.dup('c'),
                1,
                IntStream.range(0, size).map(k -> size - 1 - k).toArray());
    }
}
