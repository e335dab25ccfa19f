package dev.captioner.decode;

import dev.captioner.api.Internal;
import dev.captioner.text.Vocabulary;

/** Decoding options checked against a vocabulary, once, for any number of photos. Immutable. */
@Internal
public final class DecodingPlan {
    private final DecodingOptions options;
    private final SentenceRules rules;
    private final int vocabulary;

    /**
     * Checks options against a vocabulary.
     *
     * @throws ConstraintException when no sentence can meet the constraints
     * @throws OptionException when the vocabulary does not have the style
     */
    public DecodingPlan(DecodingOptions options, Vocabulary vocabulary) {
        this.options = options;
        this.vocabulary = vocabulary.size();
        rules = new SentenceRules(options.constraints(), options.repetition(), vocabulary, start(options, vocabulary));
    }

    private static int start(DecodingOptions options, Vocabulary vocabulary) {
        try {
            return vocabulary.start(options.style());
        } catch (IllegalArgumentException e) {
            throw OptionException.style(e);
        }
    }

    /** The most work that a search by this plan can be. */
    public DecodingWork work() {
        int best = options.nBest();
        long rows = options.strategy() instanceof Strategy.Beam beam
                ? (long) Math.max(beam.width(), best)
                        * (rules.mostMissing() + 1) // a bank for each number of missing words
                : best;
        return DecodingWork.of(rules.maxLength() + 1L, rows);
    }

    /** A new search for one photo. */
    public Search newSearch() {
        if (options.strategy() instanceof Strategy.Beam beam) {
            return new BeamSearch(rules, beam, options.nBest(), vocabulary);
        }
        return new SamplingSearch(rules, (Strategy.Sampling) options.strategy(), options.nBest());
    }
}
