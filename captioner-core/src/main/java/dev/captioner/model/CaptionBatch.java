package dev.captioner.model;

import dev.captioner.math.Views;
import dev.captioner.text.Vocabulary;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Photos with their sentences, packed for back-propagation through time.
 *
 * <p>Each photo has {@code S} slots for sentences. Row {@code slot * P + photo} holds one, so that step by step the rows still
 * being written are the first {@code slots(step) * P}: sentences that have ended cost nothing. Step 0 is t = -1, where the photo
 * is read; step k + 1 reads word k (the start token for k = 0) and predicts the next one or the end. All steps' active rows
 * follow one another in the packed order that the network's buffers use.
 */
public final class CaptionBatch {
    private final INDArray features;
    private final int photos;
    private final int regions;
    private final int[] slots;
    private final int[] offsets;
    private final int[] inputs;
    private final int[] targets;
    private final float[] weights;
    private final int positions;

    /**
     * A batch in which all sentences weigh the same.
     *
     * @param features [P * L, D] in the data type of the network
     * @param sentences [P][up to S][words]: word ids without start and end; photos may have fewer sentences than others
     */
    public CaptionBatch(INDArray features, int[][][] sentences) {
        this(features, sentences, ones(sentences));
    }

    /**
     * A batch with a weight for each sentence, which multiplies its part of the loss.
     *
     * @throws IllegalArgumentException when there is no sentence or the features do not divide into the photos
     */
    public CaptionBatch(INDArray features, int[][][] sentences, double[][] sentenceWeights) {
        this.features = features;
        this.photos = sentences.length;
        if (photos == 0 || features.size(0) % photos != 0) {
            throw new IllegalArgumentException(
                    features.size(0) + " rows of features do not divide into " + photos + " photos");
        }
        this.regions = Math.toIntExact(features.size(0) / photos);
        int[][][] sorted = new int[photos][][];
        double[][] sortedWeights = new double[photos][];
        for (int p = 0; p < photos; p++) {
            sortByLength(sentences[p], sentenceWeights[p], sorted, sortedWeights, p);
        }
        this.slots = slotsByStep(sorted);
        this.offsets = new int[slots.length + 1];
        for (int step = 0; step < slots.length; step++) {
            offsets[step + 1] = offsets[step] + slots[step] * photos;
        }
        this.inputs = new int[offsets[slots.length] - offsets[1]];
        this.targets = new int[inputs.length];
        this.weights = new float[inputs.length];
        int count = 0;
        for (int p = 0; p < photos; p++) {
            for (int slot = 0; slot < sorted[p].length; slot++) {
                count += fill(sorted[p][slot], sortedWeights[p][slot], slot * photos + p);
            }
        }
        this.positions = count;
    }

    private static double[][] ones(int[][][] sentences) {
        return Arrays.stream(sentences)
                .map(s -> {
                    double[] ones = new double[s.length];
                    Arrays.fill(ones, 1);
                    return ones;
                })
                .toArray(double[][]::new);
    }

    private static void sortByLength(
            int[][] sentences, double[] weights, int[][][] sorted, double[][] sortedWeights, int photo) {
        Integer[] order = new Integer[sentences.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order, (a, b) -> Integer.compare(sentences[b].length, sentences[a].length)); // longest first; stable
        sorted[photo] = Arrays.stream(order).map(i -> sentences[i]).toArray(int[][]::new);
        sortedWeights[photo] = Arrays.stream(order).mapToDouble(i -> weights[i]).toArray();
    }

    /** How many slots are active at each step: the photo step, then one step a word and one for the end. */
    private static int[] slotsByStep(int[][][] sorted) {
        int longest = -1;
        int most = 0;
        for (int[][] sentences : sorted) {
            most = Math.max(most, sentences.length);
            longest = sentences.length == 0 ? longest : Math.max(longest, sentences[0].length);
        }
        if (longest < 0) {
            throw new IllegalArgumentException("a batch needs at least one sentence");
        }
        int[] slots = new int[longest + 2];
        slots[0] = most;
        for (int step = 1; step < slots.length; step++) {
            for (int[][] sentences : sorted) {
                int active = 0;
                while (active < sentences.length && sentences[active].length >= step - 1) {
                    active++;
                }
                slots[step] = Math.max(slots[step], active);
            }
        }
        return slots;
    }

    private int fill(int[] words, double weight, int row) {
        for (int k = 0; k <= words.length; k++) {
            int position = offsets[k + 1] - offsets[1] + row;
            inputs[position] = k == 0 ? Vocabulary.START : words[k - 1];
            targets[position] = k == words.length ? Vocabulary.END : words[k];
            weights[position] = (float) weight;
        }
        return words.length + 1;
    }

    /** [P * L, D]. */
    public INDArray features() {
        return features;
    }

    /** P. */
    public int photos() {
        return photos;
    }

    /** L. */
    public int regions() {
        return regions;
    }

    /** How many steps there are, the photo step among them. */
    int steps() {
        return slots.length;
    }

    /** Active slots at a step. */
    int slots(int step) {
        return slots[step];
    }

    /** Active rows at a step: the first {@code slots * P} of all rows. */
    int rows(int step) {
        return slots[step] * photos;
    }

    /** Where a step's rows begin in the packed order; {@code offset(steps())} is the number of packed rows. */
    int offset(int step) {
        return offsets[step];
    }

    /** The rows of a packed buffer that belong to a step, a view. */
    INDArray rows(INDArray packed, int step) {
        return block(packed, offsets[step], offsets[step + 1]);
    }

    /** The rows of a step that go on at the next one, a view: as many as {@code rows(step + 1)}. */
    INDArray continuing(INDArray packed, int step) {
        return block(packed, offsets[step], offsets[step] + rows(step + 1));
    }

    /** Rows {@code [from, to)}, a view. */
    static INDArray block(INDArray packed, int from, int to) {
        return Views.rows(packed, from, to);
    }

    /** Word read at each packed position from step 1 on; padding where no sentence is. */
    int[] inputs() {
        return inputs;
    }

    /** Word to predict at each packed position from step 1 on. */
    int[] targets() {
        return targets;
    }

    /** Weight of each packed position from step 1 on; 0 where no sentence is. */
    float[] weights() {
        return weights;
    }

    /** How many words and ends there are to predict. */
    public int positions() {
        return positions;
    }
}
