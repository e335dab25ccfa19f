package dev.captioner.decode;

/** How the words of a sentence are chosen. */
public sealed interface Strategy {
    /**
     * Beam search: at each step the most probable partial sentences go on.
     *
     * <p>Finished sentences are compared by their log-probability divided by length^lengthNormalisation, the length counting the
     * end. The search goes on until no unfinished sentence can come among the n best. When more sentences are asked for than the
     * beam is wide, it is made as wide as that.
     *
     * <p>With several groups it is diverse beam search (Vijayakumar et al. 2016, Hamming diversity): the beam is shared out, the
     * groups choose one after the other, and a word loses {@code diversity} for each time that an earlier group chose it at the
     * same step. That moves choices only; log-probabilities stay the network's own.
     *
     * @param width K, partial sentences kept; 1 is greedy search
     * @param lengthNormalisation at least 0; 0 compares plain log-probabilities and so favours short sentences
     * @param groups at least 1; 1 is plain beam search
     * @param diversity at least 0, in units of log-probability; of no effect with one group
     */
    record Beam(int width, double lengthNormalisation, int groups, double diversity) implements Strategy {
        /** Checks the ranges. */
        public Beam {
            if (width < 1 || width > MOST_SENTENCES) {
                throw new IllegalArgumentException(
                        "the beam must be from 1 to " + MOST_SENTENCES + " wide, found " + width);
            }
            if (!(lengthNormalisation >= 0 && lengthNormalisation <= 10)) {
                throw new IllegalArgumentException(
                        "length normalisation must be from 0 to 10, found " + lengthNormalisation);
            }
            if (groups < 1 || groups > MOST_SENTENCES) {
                throw new IllegalArgumentException(
                        "there must be from 1 to " + MOST_SENTENCES + " groups, found " + groups);
            }
            if (!(diversity >= 0 && diversity <= 1e6)) {
                throw new IllegalArgumentException("diversity must be from 0 to 1e6, found " + diversity);
            }
        }

        /** Plain beam search with the usual length normalisation. */
        public static Beam ofWidth(int width) {
            return new Beam(width, DEFAULT_LENGTH_NORMALISATION, 1, 0);
        }

        /** Diverse beam search with as many groups as the beam is wide. */
        public static Beam diverse(int width, double diversity) {
            return new Beam(width, DEFAULT_LENGTH_NORMALISATION, width, diversity);
        }
    }

    /**
     * Sampling: each word is drawn from the network's distribution of the next word until the end is drawn.
     *
     * <p>First the logarithms are divided by the temperature, then the {@code topK} most probable words are kept, then as many of
     * them as are needed for a share {@code topP} of their probability (Holtzman et al. 2020). Every draw is a function of the
     * seed, the number of the sample and the position in the sentence alone.
     *
     * @param temperature above 0; 1 draws from the distribution as it is, less sharpens it
     * @param topK 0 keeps all words
     * @param topP above 0, at most 1; 1 keeps all words
     * @param seed any
     */
    record Sampling(double temperature, int topK, double topP, long seed) implements Strategy {
        /** Checks the ranges. */
        public Sampling {
            if (!(temperature >= 0.01 && temperature <= 100)) {
                throw new IllegalArgumentException(
                        "temperature must be from 0.01 to 100, found " + temperature + "; for 0 use a beam of 1");
            }
            if (topK < 0) {
                throw new IllegalArgumentException("top-k must be at least 0, found " + topK);
            }
            if (!(topP > 0 && topP <= 1)) {
                throw new IllegalArgumentException("top-p must be above 0 and at most 1, found " + topP);
            }
        }
    }

    /** Most partial sentences that may be worked on for one photo. */
    int MOST_SENTENCES = 100;

    /** Divides log-probabilities by length^0.7. */
    double DEFAULT_LENGTH_NORMALISATION = 0.7;

    /** The most probable word at each step. */
    static Strategy greedy() {
        return Beam.ofWidth(1);
    }
}
