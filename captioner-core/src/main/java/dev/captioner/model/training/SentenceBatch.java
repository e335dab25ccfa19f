package dev.captioner.model.training;

import dev.captioner.api.Internal;
import dev.captioner.text.Vocabulary;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Photos with their sentences, packed for back-propagation through time: captions, or answers to questions.
 *
 * <p>Step 0 is t = -1, where the photo is read. For a caption, step k + 1 reads word k (the start token, or that of a style, for k = 0) and predicts the
 * next one or the end. For an answer the words of the question are read first, then what its memory hops selected, then the start
 * token and the answer's words, which are what is predicted.
 */
@Internal
public final class SentenceBatch {
    /** A word id that stands for the selection of a row's memory hops: row r has {@code SELECTED - r}. */
    static final int SELECTED = -1;

    private final INDArray features;
    private final int photos;
    private final int regions;
    private final Packing packing;
    private final int[] photoOfGroup;
    private final int[] inputs;
    private final int[] predicted;
    private final int[] targets;
    private final float[] weights;
    private final @Nullable PackedQuestions questions;

    /** A photo's question with its answer, as word ids; several may be about one photo. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Asked(int photo, int[] question, int[] answer) {
        /** Steps that it takes: the photo, the question, what the hops selected, the start token, the answer. */
        int steps() {
            return question.length + answer.length + 3;
        }
    }

    private SentenceBatch(
            INDArray features,
            int photos,
            Packing packing,
            int[] photoOfGroup,
            Writer written,
            @Nullable PackedQuestions questions) {
        if (photos == 0 || features.size(0) % photos != 0) {
            throw new IllegalArgumentException(
                    features.size(0) + " rows of features do not divide into " + photos + " photos");
        }
        this.features = features;
        this.photos = photos;
        this.regions = Math.toIntExact(features.size(0) / photos);
        this.packing = packing;
        this.photoOfGroup = photoOfGroup;
        this.inputs = written.inputs;
        this.predicted = IntStream.range(0, inputs.length)
                .filter(n -> written.targets[n] != Vocabulary.PAD)
                .toArray();
        this.targets = Arrays.stream(predicted).map(n -> written.targets[n]).toArray();
        this.weights = new float[predicted.length];
        for (int n = 0; n < predicted.length; n++) {
            weights[n] = written.weights[predicted[n]];
        }
        this.questions = questions;
    }

    /**
     * Captions with equal weights. Row {@code slot * P + photo} holds one, a photo's from longest to shortest.
     *
     * @param features [P * L, D] in the data type of the network
     * @param starts [P]: the token that is read before the first word of a photo's captions
     * @param sentences [P][up to S][words]: word ids without start and end; photos may have fewer sentences than others
     * @throws IllegalArgumentException when there is no sentence or the features do not divide into the photos
     */
    public static SentenceBatch ofCaptions(INDArray features, int[] starts, int[][][] sentences) {
        double[][] ones = new double[sentences.length][];
        for (int photo = 0; photo < ones.length; photo++) {
            ones[photo] = new double[sentences[photo].length];
            Arrays.fill(ones[photo], 1);
        }
        return ofCaptions(features, starts, sentences, ones);
    }

    /** Captions with a weight each, which multiplies the sentence's part of the loss. */
    public static SentenceBatch ofCaptions(
            INDArray features, int[] starts, int[][][] sentences, double[][] sentenceWeights) {
        int photos = sentences.length;
        int[][] order = new int[photos][];
        for (int photo = 0; photo < photos; photo++) {
            int[][] own = sentences[photo];
            order[photo] = IntStream.range(0, own.length)
                    .boxed()
                    .sorted(Comparator.comparingInt(i -> -own[i].length)) // longest first; stable
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        Packing packing = ofSlots(sentences, order);
        Writer writer = new Writer(packing);
        for (int photo = 0; photo < photos; photo++) {
            for (int slot = 0; slot < order[photo].length; slot++) {
                int sentence = order[photo][slot];
                writer.write(
                        slot * photos + photo,
                        new int[0],
                        starts[photo],
                        sentences[photo][sentence],
                        sentenceWeights[photo][sentence]);
            }
        }
        return new SentenceBatch(
                features, photos, packing, IntStream.range(0, photos).toArray(), writer, null);
    }

    /** How many slots are active at each step: the photo step, then one step a word and one for the end. */
    private static Packing ofSlots(int[][][] sentences, int[][] order) {
        int most = 0;
        int longest = -1;
        for (int[][] own : sentences) {
            most = Math.max(most, own.length);
            longest = Arrays.stream(own).mapToInt(words -> words.length).reduce(longest, Math::max);
        }
        if (longest < 0) {
            throw new IllegalArgumentException("a batch needs at least one sentence");
        }
        int[] slots = new int[longest + 2];
        slots[0] = most;
        for (int step = 1; step < slots.length; step++) {
            for (int photo = 0; photo < sentences.length; photo++) {
                int active = 0;
                while (active < order[photo].length && sentences[photo][order[photo][active]].length >= step - 1) {
                    active++;
                }
                slots[step] = Math.max(slots[step], active);
            }
        }
        int[] groups = new int[slots.length];
        Arrays.fill(groups, sentences.length);
        return new Packing(slots, groups);
    }

    /**
     * Questions with their answers. Each is a row of its own, from longest to shortest, for each has a memory of its own: its
     * photo's regions and its own words.
     *
     * @param features [P * L, D] in the data type of the network
     * @throws IllegalArgumentException when there is no question, or one without words, or the features do not divide
     */
    public static SentenceBatch ofQuestions(INDArray features, int photos, List<Asked> asked) {
        if (asked.isEmpty() || asked.stream().anyMatch(one -> one.question().length == 0)) {
            throw new IllegalArgumentException("a batch needs at least one question, and every question a word");
        }
        List<Asked> rows = asked.stream()
                .sorted(Comparator.comparingInt(one -> -one.steps())) // longest first; stable
                .toList();
        Packing packing = Packing.ofSorted(rows.stream().mapToInt(Asked::steps).toArray());
        Writer writer = new Writer(packing);
        for (int row = 0; row < rows.size(); row++) {
            int[] question = rows.get(row).question();
            int[] before = Arrays.copyOf(question, question.length + 1);
            before[question.length] = SELECTED - row;
            writer.write(row, before, Vocabulary.START, rows.get(row).answer(), 1);
        }
        return new SentenceBatch(
                features,
                photos,
                packing,
                rows.stream().mapToInt(Asked::photo).toArray(),
                writer,
                PackedQuestions.of(rows.stream().map(Asked::question).toArray(int[][]::new)));
    }

    /** Fills in what each packed position from step 1 on reads and predicts. */
    private static final class Writer {
        private final Packing packing;
        private final int[] inputs;
        private final int[] targets;
        private final float[] weights;

        Writer(Packing packing) {
            this.packing = packing;
            this.inputs = new int[packing.size() - packing.offset(1)];
            this.targets = new int[inputs.length];
            this.weights = new float[inputs.length];
        }

        void write(int row, int[] before, int start, int[] words, double weight) {
            int step = 1;
            for (int word : before) {
                inputs[position(step++, row)] = word;
            }
            for (int k = 0; k <= words.length; k++) {
                int position = position(step++, row);
                inputs[position] = k == 0 ? start : words[k - 1];
                targets[position] = k == words.length ? Vocabulary.END : words[k];
                weights[position] = (float) weight;
            }
        }

        private int position(int step, int row) {
            return packing.offset(step) - packing.offset(1) + row;
        }
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

    /** How many words and ends there are to predict. */
    public int positions() {
        return predicted.length;
    }

    /** Where the rows of each step lie. */
    Packing packing() {
        return packing;
    }

    /** The photo of each group of rows. */
    int[] photoOfGroup() {
        return photoOfGroup;
    }

    /** The photo of each packed row. */
    int[] photoOfRow() {
        int[] all = new int[packing.size()];
        for (int step = 0; step < packing.steps(); step++) {
            for (int row = 0; row < packing.rows(step); row++) {
                all[packing.offset(step) + row] = photoOfGroup[row % packing.groups(step)];
            }
        }
        return all;
    }

    /** Word read at each packed row from step 1 on, or {@link #SELECTED} less the row; padding where no sentence is. */
    int[] inputs() {
        return inputs;
    }

    /** [N]: which packed rows from step 1 on predict something. */
    int[] predicted() {
        return predicted;
    }

    /** [N]: the words to predict. */
    int[] targets() {
        return targets;
    }

    /** [N]: the weight of each. */
    float[] weights() {
        return weights;
    }

    /** The questions, in the order of the groups; null for captions. */
    @Nullable
    PackedQuestions questions() {
        return questions;
    }
}
