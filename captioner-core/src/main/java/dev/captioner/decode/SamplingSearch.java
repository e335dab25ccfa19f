package dev.captioner.decode;

import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@link Strategy.Sampling}: as many samples as sentences are wanted, each with random numbers of its own. */
final class SamplingSearch implements Search {
    private final SentenceRules rules;
    private final NextWordSampler sampler;
    private final long seed;
    private final RankedSentences finished;
    private final Set<List<Integer>> seen = new HashSet<>();
    private List<Sample> active = new ArrayList<>();

    /** A sentence being drawn, the number of its random numbers and its row in the last step. */
    private record Sample(Hypothesis sentence, int stream, int row) {}

    SamplingSearch(SentenceRules rules, Strategy.Sampling options, int nBest) {
        this.rules = rules;
        sampler = new NextWordSampler(options);
        seed = options.seed();
        finished = new RankedSentences(nBest, 0);
        for (int stream = 0; stream < nBest; stream++) {
            active.add(new Sample(rules.empty(), stream, 0));
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
            Hypothesis sentence = active.get(row).sentence();
            int stream = active.get(row).stream();
            int word = draw(sentence, logProbabilities[row], stream);
            if (word == Vocabulary.END) {
                finish(sentence.ended(logProbabilities[row][word]));
            } else if (sentence.length() == rules.maxLength()) {
                finish(sentence.cut());
            } else {
                ScoredWord scored = new ScoredWord(word, logProbabilities[row][word], attention[row]);
                goingOn.add(new Sample(rules.append(sentence, scored), stream, row));
            }
        }
        active = goingOn;
    }

    /** Where a sentence would end with words missing that must appear, the most probable of them comes next. */
    private int draw(Hypothesis sentence, float[] logProbabilities, int stream) {
        boolean[] permitted = rules.permitted(sentence);
        boolean mayEnd = permitted[Vocabulary.END];
        permitted[Vocabulary.END] = mayEnd || rules.onlyWordsMissing(sentence);
        int word = sampler.draw(logProbabilities, permitted, CounterRandom.uniform(seed, stream, sentence.length()));
        return word == Vocabulary.END && !mayEnd ? rules.likeliestMissing(sentence, logProbabilities) : word;
    }

    private void finish(Sentence sentence) {
        if (seen.add(sentence.ids())) {
            finished.add(sentence);
        }
    }

    @Override
    public List<ScoredWord> decided() {
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
