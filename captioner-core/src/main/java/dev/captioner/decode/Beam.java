package dev.captioner.decode;

import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One group of partial sentences that compete with each other.
 *
 * <p>Sentences with as many missing words compete among themselves only, so that those which have said what must be said are not
 * crowded out by more probable ones that have not (grid beam search, Hokamp and Liu 2017; see also Post and Vilar 2018).
 */
final class Beam {
    private final SentenceRules rules;
    private final int width;
    private final RankedSentences best;
    private List<Hypothesis> active;
    private int[] parents;

    Beam(SentenceRules rules, int width, int nBest, double lengthNormalisation) {
        this.rules = rules;
        this.width = width;
        best = new RankedSentences(nBest, lengthNormalisation);
        active = List.of(rules.empty());
        parents = new int[] {0};
    }

    /** Partial sentences that go on. */
    List<Hypothesis> active() {
        return active;
    }

    /** For each active sentence, the row of its predecessor in the last step. */
    int[] parents() {
        return parents;
    }

    /** The best that are finished, at most as many as are wanted. */
    List<Sentence> sentences() {
        return best.sentences();
    }

    /**
     * Extends every active sentence by a word or the end.
     *
     * @param logProbabilities of the next word of each active sentence
     * @param attention that goes with them
     * @param firstRow of this group in the step
     * @param penalties by word, subtracted from a continuation's log-probability for the choice only
     */
    void extend(float[][] logProbabilities, float[][] attention, int firstRow, double[] penalties) {
        @Nullable TopCandidates[] banks = new @Nullable TopCandidates[rules.mostMissing() + 1];
        for (int row = 0; row < active.size(); row++) {
            offer(row, logProbabilities[row], penalties, banks);
        }
        if (active.get(0).length() == rules.maxLength()) {
            close(banks[0], logProbabilities);
        } else {
            choose(banks, logProbabilities, attention, firstRow);
        }
    }

    private void offer(int row, float[] logProbabilities, double[] penalties, @Nullable TopCandidates[] banks) {
        Hypothesis sentence = active.get(row);
        boolean[] permitted = rules.permitted(sentence);
        TopCandidates others = bank(banks, rules.missingAfterOther(sentence));
        for (int word = 0; word < permitted.length; word++) {
            if (permitted[word]) {
                TopCandidates bank = rules.required(word)
                        ? bank(banks, rules.after(sentence, word).missing())
                        : others;
                bank.offer(sentence.logProbability() + logProbabilities[word] - penalties[word], row, word);
            }
        }
    }

    private TopCandidates bank(@Nullable TopCandidates[] banks, int missing) {
        if (banks[missing] == null) {
            banks[missing] = new TopCandidates(width);
        }
        return banks[missing];
    }

    private void choose(
            @Nullable TopCandidates[] banks, float[][] logProbabilities, float[][] attention, int firstRow) {
        List<Hypothesis> chosen = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        for (TopCandidates bank : banks) {
            for (int rank = 0; bank != null && rank < bank.size(); rank++) {
                int row = bank.row(rank);
                int word = bank.word(rank);
                float logProbability = logProbabilities[row][word];
                if (word == Vocabulary.END) {
                    best.add(active.get(row).ended(logProbability));
                } else {
                    chosen.add(rules.append(active.get(row), new ScoredToken(word, logProbability, attention[row])));
                    rows.add(firstRow + row);
                }
            }
        }
        keepPromising(chosen, rows);
    }

    /**
     * A log-probability only falls as a sentence grows, so one that would not come in even if it fell no further and grew to the
     * greatest length is left. When none remains the search is over, and has lost nothing by stopping.
     */
    private void keepPromising(List<Hypothesis> chosen, List<Integer> rows) {
        active = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            if (best.canImprove(chosen.get(i).logProbability(), rules.maxLength())) {
                active.add(chosen.get(i));
                kept.add(rows.get(i));
            }
        }
        parents = kept.stream().mapToInt(Integer::intValue).toArray();
    }

    /** At the greatest length: where the end is among the best continuations the sentence is complete, else it is cut off. */
    private void close(TopCandidates bank, float[][] logProbabilities) {
        BitSet ended = new BitSet();
        BitSet chosen = new BitSet();
        for (int rank = 0; rank < bank.size(); rank++) {
            chosen.set(bank.row(rank));
            if (bank.word(rank) == Vocabulary.END) {
                ended.set(bank.row(rank));
            }
        }
        chosen.stream().forEach(row -> {
            Hypothesis sentence = active.get(row);
            if (ended.get(row)) {
                best.add(sentence.ended(logProbabilities[row][Vocabulary.END]));
            } else {
                best.add(sentence.cut());
            }
        });
        active = List.of();
        parents = new int[0];
    }
}
