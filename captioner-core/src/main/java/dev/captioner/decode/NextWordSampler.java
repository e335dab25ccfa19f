package dev.captioner.decode;

import dev.captioner.math.Softmax;
import java.util.Arrays;

/** Draws a next word: {@link Strategy.Sampling} over the words that are permitted. */
final class NextWordSampler {
    private final Strategy.Sampling options;

    NextWordSampler(Strategy.Sampling options) {
        this.options = options;
    }

    /**
     * The word where the cumulative probability of the words, most probable first, passes a share of its total.
     *
     * @param logProbabilities of all words
     * @param permitted of them; at least one
     * @param uniform the share, in [0, 1)
     */
    int draw(float[] logProbabilities, boolean[] permitted, double uniform) {
        int[] words = mostProbableFirst(logProbabilities, permitted);
        double[] cumulative = new double[words.length];
        double sum = 0;
        for (int rank = 0; rank < words.length; rank++) {
            double difference = (double) logProbabilities[words[rank]] - logProbabilities[words[0]];
            sum += Softmax.exp(difference / options.temperature());
            cumulative[rank] = sum;
        }
        int kept = 1 + firstAtLeast(cumulative, options.topP() * sum);
        double share = uniform * cumulative[kept - 1];
        int rank = 0;
        while (rank < kept - 1 && cumulative[rank] <= share) {
            rank++;
        }
        return words[rank];
    }

    private static int firstAtLeast(double[] cumulative, double share) {
        int rank = 0;
        while (rank < cumulative.length - 1 && cumulative[rank] < share) {
            rank++;
        }
        return rank;
    }

    /** Ids of the permitted words, of equally probable ones the lower first; at most top-k. */
    private int[] mostProbableFirst(float[] logProbabilities, boolean[] permitted) {
        long[] keys = new long[permitted.length];
        int count = 0;
        for (int word = 0; word < permitted.length; word++) {
            if (permitted[word]) {
                // The bits of floats that are not negative are in the order of their values.
                keys[count++] = (long) Float.floatToIntBits(Math.abs(logProbabilities[word])) << 32 | word;
            }
        }
        Arrays.sort(keys, 0, count);
        int kept = options.topK() == 0 ? count : Math.min(count, options.topK());
        return Arrays.stream(keys, 0, kept).mapToInt(key -> (int) key).toArray();
    }
}
