package dev.captioner.decode;

import dev.captioner.math.Softmax;
import java.util.Arrays;

/** Draws the next word of {@link Strategy.Sampling}: temperature, then top-k, then top-p, over the permitted words. */
final class NextWordSampler {
    private final Strategy.Sampling options;

    NextWordSampler(Strategy.Sampling options) {
        this.options = options;
    }

    /**
     * Draws by inversion: the first word at which the cumulative probability, most probable word first, exceeds {@code uniform}
     * times the total of the kept words.
     *
     * @param logProbabilities {@code [V]}
     * @param permitted {@code [V]}, at least one true
     * @param uniform a random number in [0, 1)
     * @return the word id
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

    /** Ids of the top-k permitted words, most probable first; of equally probable ones the lower id first. */
    private int[] mostProbableFirst(float[] logProbabilities, boolean[] permitted) {
        long[] keys = new long[permitted.length];
        int count = 0;
        for (int word = 0; word < permitted.length; word++) {
            if (permitted[word]) {
                // non-negative floats sort like their bits as integers
                keys[count++] = (long) Float.floatToIntBits(Math.abs(logProbabilities[word])) << 32 | word;
            }
        }
        Arrays.sort(keys, 0, count);
        int kept = options.topK() == 0 ? count : Math.min(count, options.topK());
        return Arrays.stream(keys, 0, kept).mapToInt(key -> (int) key).toArray();
    }
}
