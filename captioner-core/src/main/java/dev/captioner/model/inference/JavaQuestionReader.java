package dev.captioner.model.inference;

import dev.captioner.math.Activations;
import dev.captioner.math.Matrix;
import dev.captioner.math.Softmax;
import dev.captioner.math.Weight;
import dev.captioner.model.AttentionScores;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Reads questions before the decoder answers them (docs/network.md, eq. 11 to 16). */
final class JavaQuestionReader {
    private static final int WORD = 0;

    private final NetworkShape shape;
    private final Matrix embedding;
    private final JavaAttention attention;
    private final Weight looksFor; // W_oc'
    private final float[] evidence; // v
    private final Direction forward;
    private final Direction backward;
    private final Dense memory;
    private final Dense query;
    private final Weight[] hops;
    private final Dense start;

    /** A fully connected layer. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Dense(Weight weight, float[] bias) {
        static Dense of(Weights weights, String name) {
            return new Dense(
                    Weight.of(weights.get(name + ".weight")),
                    weights.get(name + ".bias").values().clone());
        }

        float[][] apply(float[][] input) {
            float[][] output = new float[input.length][];
            for (int row = 0; row < output.length; row++) {
                output[row] = bias.clone();
            }
            weight.addProduct(input, output);
            return output;
        }
    }

    /** One of the two LSTMs that read a question. */
    private record Direction(JavaLstm lstm, Weight input, Weight recurrent) {
        static Direction of(Weights weights, String name, NetworkShape shape) {
            JavaLstm lstm = new JavaLstm(weights, name, shape.embedding());
            return new Direction(lstm, Weight.of(lstm.input(WORD)), Weight.of(lstm.recurrent()));
        }
    }

    JavaQuestionReader(NetworkShape shape, Weights weights, Matrix embedding, JavaAttention attention) {
        this.shape = shape;
        this.embedding = embedding;
        this.attention = attention;
        looksFor =
                Weight.of(Matrix.ofRows(weights.get("output.weight"), shape.units(), shape.units() + shape.embedding())
                        .transpose());
        evidence = weights.get("question.evidence").values().clone();
        forward = Direction.of(weights, "question_forward_lstm", shape);
        backward = Direction.of(weights, "question_backward_lstm", shape);
        memory = Dense.of(weights, "question.memory");
        query = Dense.of(weights, "question.query");
        hops = IntStream.rangeClosed(1, shape.hops())
                .mapToObj(hop -> Weight.of(weights.get("question.hop" + hop)))
                .toArray(Weight[]::new);
        start = Dense.of(weights, "question.start");
    }

    /**
     * A question that has been read.
     *
     * @param memory the photo's regions and the question's words
     * @param hops {@code [J][L + words]}: what each hop selected
     * @param selected u_J, {@code [E]}
     * @param start h and c of each LSTM, {@code [2 layers][H]}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Reading(JavaMemory memory, float[][] hops, float[] selected, float[][] start) {}

    /** Reads questions together, each about its photo; every weight is loaded once for all of them. */
    List<Reading> read(JavaMemory[] photos, List<int[]> questions) {
        int count = photos.length;
        float[][][] words = evident(photos, questions);
        float[][][] onward = states(forward, words);
        float[][][] back = eachReversed(states(backward, eachReversed(words)));
        float[][] said = memory.apply(Matrix.beside(flat(onward), flat(back))); // s_k W_m + b_m

        JavaMemory[] memories = new JavaMemory[count];
        float[][] summaries = new float[count][];
        for (int row = 0, at = 0; row < count; at += words[row].length, row++) {
            int length = words[row].length;
            for (int k = 0; k < length; k++) {
                add(said[at + k], words[row][k]); // m_k = x_k + s_k W_m + b_m
            }
            memories[row] = extended(photos[row], Arrays.copyOfRange(said, at, at + length));
            summaries[row] = joined(onward[row][length - 1], back[row][0]);
        }

        float[][] selected = query.apply(summaries); // u_0
        float[][][] looks = hop(memories, selected);
        float[][] starts = start.apply(summaries);
        return IntStream.range(0, count)
                .mapToObj(row -> new Reading(memories[row], looks[row], selected[row], start(starts[row])))
                .toList();
    }

    /** The photo's regions and below them the question's words, {@code [L + words, E]}. */
    private JavaMemory extended(JavaMemory photo, float[][] words) {
        float[][] values = Arrays.copyOf(photo.regions().rows(), photo.size() + words.length);
        System.arraycopy(words, 0, values, photo.size(), words.length);
        Matrix all = Matrix.of(values);
        return new JavaMemory(photo.grid(), photo.photo(), photo.gates(), all, attention.keys(all));
    }

    /**
     * Computes the memory hops of every question.
     *
     * @param selected u_0, {@code [B][E]}; receives u_J
     * @return the hops' attention weights, {@code [B][J][L + words]}
     */
    private float[][][] hop(JavaMemory[] memories, float[][] selected) {
        float[][][] looks = new float[memories.length][hops.length][];
        Matrix[] places = Arrays.stream(memories)
                .map(memory -> memory.regions().transpose())
                .toArray(Matrix[]::new); // [E, L + words]
        for (int hop = 0; hop < hops.length; hop++) {
            float[][] wanted = new float[memories.length][shape.embedding()];
            hops[hop].addProduct(selected, wanted); // q = u W
            for (int row = 0; row < memories.length; row++) {
                looks[row][hop] = look(wanted[row], places[row]);
                float[] found = new float[shape.embedding()];
                memories[row].regions().addProduct(looks[row][hop], found); // c
                select(selected[row], wanted[row], found);
            }
        }
        return looks;
    }

    /** x = z + e v for each word of each question, where e says how much the photo speaks for the word. */
    private float[][][] evident(JavaMemory[] photos, List<int[]> questions) {
        float[][][] words = questions.stream()
                .map(question ->
                        Arrays.stream(question).mapToObj(embedding::row).toArray(float[][]::new))
                .toArray(float[][][]::new);
        float[][] wanted =
                new float[Arrays.stream(words).mapToInt(row -> row.length).sum()][shape.embedding()];
        looksFor.addProduct(flat(words), wanted);
        for (int row = 0, at = 0; row < words.length; row++) {
            Matrix regions = photos[row].regions().transpose(); // [E, L]
            for (int k = 0; k < words[row].length; k++, at++) {
                float[] scores = new float[regions.out()];
                regions.addProduct(wanted[at], scores);
                words[row][k] = evident(words[row][k], Softmax.logMeanExp(scores));
            }
        }
        return words;
    }

    private float[] evident(float[] word, float e) {
        float[] evident = word.clone();
        for (int i = 0; i < evident.length; i++) {
            evident[i] += e * evidence[i];
        }
        return evident;
    }

    /** u' = u + c + q * c. */
    private static void select(float[] selected, float[] wanted, float[] found) {
        for (int e = 0; e < selected.length; e++) {
            selected[e] = selected[e] + found[e] + wanted[e] * found[e];
        }
    }

    /** h after each word of each question, {@code [questions][words][Q]}. */
    private float[][][] states(Direction direction, float[][][] questions) {
        int units = shape.questionUnits();
        float[][][] gates = new float[questions.length][][];
        float[][][] states = new float[questions.length][][];
        float[][] cells = new float[questions.length][units];
        for (int row = 0; row < questions.length; row++) {
            gates[row] = new float[questions[row].length][];
            Arrays.setAll(gates[row], k -> direction.lstm().bias().clone());
            states[row] = new float[questions[row].length][units];
        }
        direction.input().addProduct(flat(questions), flat(gates));
        int longest =
                Arrays.stream(questions).mapToInt(words -> words.length).max().orElse(0);
        for (int k = 0; k < longest; k++) {
            int word = k;
            int[] going = IntStream.range(0, questions.length)
                    .filter(row -> questions[row].length > word)
                    .toArray();
            float[][] before = rows(going, row -> word == 0 ? new float[units] : states[row][word - 1]);
            float[][] sums = rows(going, row -> gates[row][word]);
            direction.recurrent().addProduct(before, sums);
            float[][] cellsBefore = rows(going, row -> cells[row].clone());
            direction
                    .lstm()
                    .update(sums, cellsBefore, rows(going, row -> cells[row]), rows(going, row -> states[row][word]));
        }
        return states;
    }

    private static float[][] rows(int[] numbers, IntFunction<float[]> row) {
        return Arrays.stream(numbers).mapToObj(row).toArray(float[][]::new);
    }

    private static float[][] flat(float[][][] parts) {
        return Arrays.stream(parts).flatMap(Arrays::stream).toArray(float[][]::new);
    }

    private static float[][][] eachReversed(float[][][] parts) {
        return Arrays.stream(parts).map(JavaQuestionReader::reversed).toArray(float[][][]::new);
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

    /** The attention weights of a hop over its memory (docs/network.md, eq. 15). */
    private float[] look(float[] wanted, Matrix places) {
        float[] scores = new float[places.out()];
        places.addProduct(wanted, scores);
        float scale = (float) AttentionScores.scale(shape.embedding());
        for (int l = 0; l < scores.length; l++) {
            scores[l] *= scale;
        }
        Softmax.softmax(scores);
        return scores;
    }

    private float[][] start(float[] all) {
        float[][] parts = new float[2 * shape.layers()][shape.units()];
        for (int part = 0; part < parts.length; part++) {
            for (int j = 0; j < shape.units(); j++) {
                parts[part][j] = Activations.tanh(all[part * shape.units() + j]);
            }
        }
        return parts;
    }
}
