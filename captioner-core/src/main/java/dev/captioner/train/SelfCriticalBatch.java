package dev.captioner.train;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.evaluate.Cider;
import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.model.nd4j.Nd4jDecoder;
import dev.captioner.model.training.Parameters;
import dev.captioner.model.training.SentenceBatch;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Self-critical sequence training (Rennie et al. 2017, eq. 8), with the mean reward of the photo's other samples as the baseline
 * (Luo 2020, eq. 6): {@code dJ = - sum over samples (r - baseline) d log p(sample)}. The end of the sentence counts
 * as a word of the reward; otherwise captions would learn to stop too early.
 */
final class SelfCriticalBatch {
    private final Parameters parameters;
    private final Cider<Integer> reward;
    private final int[] choices;
    private final int samples;
    private final int maximumWords;

    SelfCriticalBatch(
            Parameters parameters, Vocabulary vocabulary, Cider<Integer> reward, int samples, int maximumWords) {
        this.parameters = parameters;
        this.choices = IntStream.range(0, vocabulary.size())
                .filter(id -> id == Vocabulary.END || vocabulary.isWord(id))
                .toArray();
        this.reward = reward;
        this.samples = samples;
        this.maximumWords = maximumWords;
    }

    /** Sampled sentences, each weighted by its advantage, and the mean reward of all. */
    record Sampled(SentenceBatch batch, double meanReward) {}

    /**
     * Samples captions of some photos.
     *
     * @param names of the photos, by which the reward finds their references
     * @param photos their regions
     * @param features of the same photos, [P * L, D]
     * @param starts the token that is read before the first word of a photo's captions, [P]
     * @param seed of the samples
     */
    Sampled sample(List<String> names, List<RegionFeatures> photos, INDArray features, int[] starts, long seed) {
        int[][][] sentences = sentences(photos, starts, new SplittableRandom(seed));
        double[][] advantages = new double[photos.size()][samples];
        double total = 0;
        for (int p = 0; p < photos.size(); p++) {
            for (int s = 0; s < samples; s++) {
                advantages[p][s] = reward.score(names.get(p), withEnd(sentences[p][s]));
            }
            double sum = Arrays.stream(advantages[p]).sum();
            total += sum;
            for (int s = 0; s < samples; s++) {
                advantages[p][s] -= (sum - advantages[p][s]) / (samples - 1); // r - mean of the others
            }
        }
        return new Sampled(
                SentenceBatch.ofCaptions(features, starts, sentences, advantages),
                total / (samples * (double) photos.size()));
    }

    /** A sentence's words and its end, as the reward counts them. */
    static List<Integer> withEnd(int[] sentence) {
        return IntStream.concat(IntStream.of(sentence), IntStream.of(Vocabulary.END))
                .boxed()
                .toList();
    }

    /** [P][samples][words], drawn word by word from the network's distribution. */
    private int[][][] sentences(List<RegionFeatures> photos, int[] starts, SplittableRandom random) {
        Decoder decoder = new Nd4jDecoder(parameters);
        List<EncodedPhoto> memories = photos.stream().map(decoder::look).toList();
        int rows = photos.size() * samples;
        List<List<Integer>> sentences = new ArrayList<>();
        IntStream.range(0, rows).forEach(row -> sentences.add(new ArrayList<>()));
        int[] active = IntStream.range(0, rows).toArray();
        int[] parents = IntStream.range(0, rows).map(row -> row / samples).toArray();
        int[] words = IntStream.of(parents).map(photo -> starts[photo]).toArray();
        DecoderState state = decoder.start(memories);
        for (int length = 0; length < maximumWords && active.length > 0; length++) {
            Decoder.Step step = decoder.step(state, parents, words);
            state = step.state();
            int[] drawn = new int[active.length];
            for (int i = 0; i < active.length; i++) {
                drawn[i] = draw(step.logProbabilities()[i], random);
            }
            int[] going = IntStream.range(0, active.length)
                    .filter(i -> drawn[i] != Vocabulary.END)
                    .toArray();
            for (int i : going) {
                sentences.get(active[i]).add(drawn[i]);
            }
            parents = going;
            words = Arrays.stream(going).map(i -> drawn[i]).toArray();
            int[] before = active;
            active = Arrays.stream(going).map(i -> before[i]).toArray();
        }
        int[][][] perPhoto = new int[photos.size()][samples][];
        for (int row = 0; row < rows; row++) {
            perPhoto[row / samples][row % samples] =
                    sentences.get(row).stream().mapToInt(Integer::intValue).toArray();
        }
        return perPhoto;
    }

    /** A word or the end; never another token, which no reference has. */
    private int draw(float[] logProbabilities, SplittableRandom random) {
        double sum = 0;
        for (int choice : choices) {
            sum += Math.exp(logProbabilities[choice]);
        }
        double left = random.nextDouble() * sum;
        for (int choice : choices) {
            left -= Math.exp(logProbabilities[choice]);
            if (left < 0) {
                return choice;
            }
        }
        return choices[choices.length - 1];
    }
}
