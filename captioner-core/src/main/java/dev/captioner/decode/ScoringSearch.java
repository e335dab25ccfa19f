package dev.captioner.decode;

import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Teacher forcing: reads given sentences and records the network's log-probability of each word and of the end. Results are in the order given. */
final class ScoringSearch implements Search {
    private final List<List<Integer>> given;
    private final @Nullable Sentence[] scored;
    private List<Reading> active = new ArrayList<>();

    /** The part of sentence {@code number} that has been read, and its row in the last step. */
    private record Reading(Hypothesis sentence, int number, int row) {}

    /** @param start the token that is read before the first word of each */
    ScoringSearch(List<List<Integer>> sentences, int start) {
        given = sentences;
        scored = new Sentence[sentences.size()];
        Hypothesis empty = Hypothesis.empty(new RequiredPhrases(List.of()).none(), start);
        for (int number = 0; number < sentences.size(); number++) {
            active.add(new Reading(empty, number, 0));
        }
    }

    @Override
    public boolean done() {
        return active.isEmpty();
    }

    @Override
    public Rows next() {
        return new Rows(
                active.stream().mapToInt(Reading::row).toArray(),
                active.stream().mapToInt(reading -> reading.sentence().lastId()).toArray());
    }

    @Override
    public void receive(float[][] logProbabilities, float[][] attention) {
        List<Reading> goingOn = new ArrayList<>();
        for (int row = 0; row < active.size(); row++) {
            int number = active.get(row).number();
            Hypothesis sentence = active.get(row).sentence();
            List<Integer> words = given.get(number);
            if (sentence.length() == words.size()) {
                scored[number] = sentence.ended(logProbabilities[row][Vocabulary.END]);
            } else {
                int word = words.get(sentence.length());
                ScoredToken read = new ScoredToken(word, logProbabilities[row][word], attention[row]);
                goingOn.add(new Reading(sentence.append(read, sentence.coverage()), number, row));
            }
        }
        active = goingOn;
    }

    @Override
    public List<ScoredToken> stablePrefix() {
        return List.of();
    }

    @Override
    public List<Sentence> sentences() {
        List<Sentence> sentences = new ArrayList<>();
        for (Sentence sentence : scored) {
            if (sentence == null) {
                throw new IllegalStateException("the sentences have not been read to their ends");
            }
            sentences.add(sentence);
        }
        return sentences;
    }
}
