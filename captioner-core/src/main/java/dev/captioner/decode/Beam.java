package dev.captioner.decode;

import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One beam: a group of hypotheses that compete with each other.
 *
 * <p>Hypotheses are kept in banks, one for each number of required words that are still missing, and compete within their bank
 * only. Otherwise more probable hypotheses without the required words would displace those that have them (grid beam search,
 * Hokamp and Liu 2017; see also Post and Vilar 2018).
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

    /** Hypotheses that are not finished. */
    List<Hypothesis> active() {
        return active;
    }

    /** For each active hypothesis the row of the last step that it continues. */
    int[] parents() {
        return parents;
    }

    /** The best finished sentences, best first, at most n. */
    List<Sentence> sentences() {
        return best.sentences();
    }

    /**
     * Extends the active hypotheses by one word or the end and keeps the best.
     *
     * @param logProbabilities {@code [active][V]}, of the next word of each active hypothesis
     * @param attention {@code [active][L]}, the attention weights with which they were predicted
     * @param firstRow row of this beam's first hypothesis in the step
     * @param penalties {@code [V]}, subtracted from the log-probability of a word when continuations are compared; scores of
     *     sentences do not contain them
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
     * Drops each hypothesis that cannot come among the n best, even if it lost no more log-probability and grew to the maximum
     * length: log-probabilities only fall as a sentence grows. When none is left the search ends, with the same result as without
     * early stopping.
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

    /** At the maximum length: a hypothesis is complete when its end is among the best continuations, and truncated otherwise. */
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
