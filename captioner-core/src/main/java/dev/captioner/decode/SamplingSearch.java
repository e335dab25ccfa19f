package dev.captioner.decode;

import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@link Strategy.Sampling}: n independent samples, each with its own stream of random numbers; equal samples are merged. */
final class SamplingSearch implements Search {
    private final SentenceRules rules;
    private final NextWordSampler sampler;
    private final long seed;
    private final RankedSentences finished;
    private final Set<List<Integer>> seen = new HashSet<>();
    private List<Sample> active = new ArrayList<>();

    /**
     * A sample in progress.
     *
     * @param ending whether the end has been drawn, after which only missing required words are added
     * @param stream the stream of its random numbers
     * @param row its row in the last step
     */
    private record Sample(Hypothesis sentence, boolean ending, int stream, int row) {}

    SamplingSearch(SentenceRules rules, Strategy.Sampling options, int nBest) {
        this.rules = rules;
        sampler = new NextWordSampler(options);
        seed = options.seed();
        finished = new RankedSentences(nBest, 0);
        for (int stream = 0; stream < nBest; stream++) {
            active.add(new Sample(rules.empty(), false, stream, 0));
        }
    }

    @Override
    public boolean done() {
        return active.isEmpty();
    }

    @Override
    public Rows next() {
        return new Rows(
                active.stream().mapToInt(Sample::row).toArray(),
                active.stream().mapToInt(sample -> sample.sentence().lastId()).toArray());
    }

    @Override
    public void receive(float[][] logProbabilities, float[][] attention) {
        List<Sample> goingOn = new ArrayList<>();
        for (int row = 0; row < active.size(); row++) {
            Sample sample = active.get(row);
            Hypothesis sentence = sample.sentence();
            int word = sample.ending() ? Vocabulary.END : draw(sentence, logProbabilities[row], sample.stream());
            boolean ending = word == Vocabulary.END;
            if (ending && sentence.coverage().missing() > 0) {
                word = rules.likeliestMissing(sentence, logProbabilities[row]);
            }
            if (word == Vocabulary.END) {
                finish(sentence.ended(logProbabilities[row][word]));
            } else if (sentence.length() == rules.maxLength()) {
                finish(sentence.cut());
            } else {
                ScoredToken scored = new ScoredToken(word, logProbabilities[row][word], attention[row]);
                goingOn.add(new Sample(rules.append(sentence, scored), ending, sample.stream(), row));
            }
        }
        active = goingOn;
    }

    /** Draws the next word. The end can be drawn while required words are missing; these then precede it. */
    private int draw(Hypothesis sentence, float[] logProbabilities, int stream) {
        boolean[] permitted = rules.permitted(sentence);
        permitted[Vocabulary.END] |= rules.onlyWordsMissing(sentence);
        return sampler.draw(logProbabilities, permitted, CounterRandom.uniform(seed, stream, sentence.length()));
    }

    private void finish(Sentence sentence) {
        if (seen.add(sentence.ids())) {
            finished.add(sentence);
        }
    }

    @Override
    public List<ScoredToken> stablePrefix() {
        if (active.size() == 1 && seen.isEmpty()) {
            return active.get(0).sentence().words();
        }
        return done() ? finished.sentences().get(0).words() : List.of();
    }

    @Override
    public List<Sentence> sentences() {
        return finished.sentences();
    }
}
