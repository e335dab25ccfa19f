package dev.captioner.decode;

/** How decoding chooses the words of a sentence. */
public sealed interface Strategy {
    /**
     * Beam search: each step extends the most probable partial sentences.
     *
     * <p>Finished sentences are compared by their log-probability divided by length^lengthNormalisation; the length includes the
     * end token. The search stops when no unfinished sentence can be among the n best. A request for more sentences than the
     * width widens the beam to that number.
     *
     * <p>With several groups it is diverse beam search (Vijayakumar et al. 2016, Hamming diversity): the groups divide the beam
     * and choose one after the other, and a word loses {@code diversity} for each earlier group that chose it at the same step.
     * That affects choices only; log-probabilities stay the network's own.
     *
     * @param width K, number of partial sentences kept, 1 to 100; 1 is greedy search
     * @param lengthNormalisation 0 to 10; 0 compares plain log-probabilities and so favours short sentences
     * @param groups 1 to 100; 1 is plain beam search
     * @param diversity 0 to 1e6, in units of log-probability; no effect with one group
     */
    record Beam(int width, double lengthNormalisation, int groups, double diversity) implements Strategy {
        /**
         * Checks the ranges, which {@link DecodingOption} states.
         *
         * @throws IllegalArgumentException when a value is out of range
         */
        public Beam {
            DecodingOption.BEAM.require(width);
            DecodingOption.LENGTH_NORMALISATION.require(lengthNormalisation);
            DecodingOption.DIVERSITY.require(diversity);
            if (groups < 1 || groups > MOST_SENTENCES) {
                throw new IllegalArgumentException("expected 1 to " + MOST_SENTENCES + " groups, found " + groups);
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
     * Sampling: each word is drawn from the network's distribution of the next word until the end token is drawn.
     *
     * <p>The log-probabilities are divided by the temperature; then the {@code topK} most probable words are kept; then the most
     * probable of these that together have a share {@code topP} of their probability (Holtzman et al. 2020). Every draw depends
     * only on the seed, the number of the sample and the position in the sentence.
     *
     * @param temperature 0.01 to 100; 1 leaves the distribution as it is, lower values sharpen it
     * @param topK at least 0; 0 keeps all words
     * @param topP above 0, at most 1; 1 keeps all words
     * @param seed any
     */
    record Sampling(double temperature, int topK, double topP, long seed) implements Strategy {
        /**
         * Checks the ranges, which {@link DecodingOption} states.
         *
         * @throws OptionException when a value is out of range
         */
        public Sampling {
            DecodingOption.TEMPERATURE.require(temperature);
            DecodingOption.TOP_K.require(topK);
            DecodingOption.TOP_P.require(topP);
        }
    }

    /** Maximum number of partial sentences for one photo. */
    int MOST_SENTENCES = 100;

    /** Divides log-probabilities by length^0.7. */
    double DEFAULT_LENGTH_NORMALISATION = 0.7;

    /** The most probable word at each step. */
    static Strategy greedy() {
        return Beam.ofWidth(1);
    }
}
