package dev.captioner.model;

import dev.captioner.math.Activations;
import dev.captioner.math.Matrix;
import dev.captioner.math.Softmax;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Reads questions before the decoder answers them (docs/network.md, eq. 11 to 16). */
final class JavaQuestionReader {
    private static final int WORD = 0;

    private final NetworkShape shape;
    private final Matrix embedding;
    private final JavaAttention attention;
    private final Matrix looksFor; // W_oc'
    private final float[] evidence; // v
    private final JavaLstm forward;
    private final JavaLstm backward;
    private final Dense memory;
    private final Dense query;
    private final Matrix[] hops;
    private final Dense start;

    /** A fully connected layer. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Dense(Matrix weight, float[] bias) {
        static Dense of(Weights weights, String name) {
            return new Dense(
                    Matrix.of(weights.get(name + ".weight")),
                    weights.get(name + ".bias").values().clone());
        }

        float[] apply(float[] input) {
            float[] output = bias.clone();
            weight.addProduct(input, output);
            return output;
        }
    }

    JavaQuestionReader(NetworkShape shape, Weights weights, Matrix embedding, JavaAttention attention) {
        this.shape = shape;
        this.embedding = embedding;
        this.attention = attention;
        looksFor = Matrix.ofRows(weights.get("output.weight"), shape.units(), shape.units() + shape.embedding())
                .transpose();
        evidence = weights.get("question.evidence").values().clone();
        forward = new JavaLstm(weights, "question_forward_lstm", shape.embedding());
        backward = new JavaLstm(weights, "question_backward_lstm", shape.embedding());
        memory = Dense.of(weights, "question.memory");
        query = Dense.of(weights, "question.query");
        hops = IntStream.rangeClosed(1, shape.hops())
                .mapToObj(hop -> Matrix.of(weights.get("question.hop" + hop)))
                .toArray(Matrix[]::new);
        start = Dense.of(weights, "question.start");
    }

    /**
     * A question as it has been read.
     *
     * @param memory the photo's regions and the question's words
     * @param hops {@code [J][L + words]}: what each hop selected
     * @param selected u_J, {@code [E]}
     * @param start h and c of each LSTM, {@code [2 layers][H]}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Reading(JavaMemory memory, float[][] hops, float[] selected, float[][] start) {}

    Reading read(JavaMemory photo, int[] question) {
        Matrix regions = photo.regions().transpose(); // [E, L]
        float[][] words = Arrays.stream(question)
                .mapToObj(word -> evident(embedding.row(word), regions))
                .toArray(float[][]::new);
        int last = words.length - 1;
        float[][] onward = states(forward, words);
        float[][] back = states(backward, reversed(words));
        float[][] values = Arrays.copyOf(photo.regions().rows(), photo.size() + words.length); // [L + words, E]
        for (int k = 0; k <= last; k++) {
            float[] said = memory.apply(joined(onward[k], back[last - k])); // s_k W_m + b_m
            add(said, words[k]); // m_k = x_k + s_k W_m + b_m
            values[photo.size() + k] = said;
        }
        Matrix all = Matrix.of(values);
        JavaMemory extended = new JavaMemory(photo.grid(), photo.photo(), photo.gates(), all, attention.keys(all, 1));

        float[] summary = joined(onward[last], back[last]);
        float[] selected = query.apply(summary); // u_0
        float[][] looks = new float[hops.length][];
        Matrix places = all.transpose(); // [E, L + words]
        for (int hop = 0; hop < hops.length; hop++) {
            float[] wanted = new float[shape.embedding()];
            hops[hop].addProduct(selected, wanted); // q = u W
            looks[hop] = look(wanted, places);
            float[] found = new float[shape.embedding()];
            all.addProduct(looks[hop], found); // c
            for (int e = 0; e < selected.length; e++) {
                selected[e] = selected[e] + found[e] + wanted[e] * found[e]; // u' = u + c + q * c
            }
        }
        return new Reading(extended, looks, selected, start(summary));
    }

    /** x = z + e v, where e says how much the photo speaks for the word. */
    private float[] evident(float[] word, Matrix regions) {
        float[] wanted = new float[word.length];
        looksFor.addProduct(word, wanted);
        float[] scores = new float[regions.out()];
        regions.addProduct(wanted, scores);
        float e = Softmax.logMeanExp(scores);
        float[] evident = new float[word.length];
        for (int i = 0; i < evident.length; i++) {
            evident[i] = word[i] + e * evidence[i];
        }
        return evident;
    }

    /** h after each word, {@code [words][Q]}. */
    private float[][] states(JavaLstm lstm, float[][] words) {
        int units = shape.questionUnits();
        float[][] states = new float[words.length][units];
        float[][] gates = new float[words.length][];
        for (int k = 0; k < words.length; k++) {
            gates[k] = lstm.bias().clone();
        }
        lstm.input(WORD).addProduct(words, gates, 1);
        float[] hidden = new float[units];
        float[] cell = new float[units];
        for (int k = 0; k < words.length; k++) {
            float[] next = new float[units];
            lstm.recurrent().addProduct(hidden, gates[k]);
            lstm.update(
                    new float[][] {gates[k]}, new float[][] {cell}, new float[][] {next}, new float[][] {states[k]});
            hidden = states[k];
            cell = next;
        }
        return states;
    }

    private static float[][] reversed(float[][] rows) {
        float[][] reversed = new float[rows.length][];
        for (int k = 0; k < rows.length; k++) {
            reversed[k] = rows[rows.length - 1 - k];
        }
        return reversed;
    }

    private static float[] joined(float[] first, float[] second) {
        float[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static void add(float[] sum, float[] summand) {
        for (int e = 0; e < sum.length; e++) {
            sum[e] += summand[e];
        }
    }

    /** alpha = softmax(q . m / sqrt(E)). */
    private float[] look(float[] wanted, Matrix places) {
        float[] scores = new float[places.out()];
        places.addProduct(wanted, scores);
        float scale = (float) (1 / Math.sqrt(shape.embedding()));
        for (int l = 0; l < scores.length; l++) {
            scores[l] *= scale;
        }
        Softmax.softmax(scores);
        return scores;
    }

    private float[][] start(float[] summary) {
        float[] all = start.apply(summary);
        float[][] parts = new float[2 * shape.layers()][shape.units()];
        for (int part = 0; part < parts.length; part++) {
            for (int j = 0; j < shape.units(); j++) {
                parts[part][j] = Activations.tanh(all[part * shape.units() + j]);
            }
        }
        return parts;
    }
}
