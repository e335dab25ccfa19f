package dev.captioner.decode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The n best sentences: complete ones before truncated ones, then by log-probability divided by length^lengthNormalisation, the
 * end counting as a word. Of equal ones the one added first ranks higher.
 */
final class RankedSentences {
    private final int capacity;
    private final double lengthNormalisation;
    private final Comparator<Sentence> bestFirst;
    private final List<Sentence> ranked = new ArrayList<>();

    RankedSentences(int capacity, double lengthNormalisation) {
        this.capacity = capacity;
        this.lengthNormalisation = lengthNormalisation;
        bestFirst = Comparator.comparing(Sentence::truncated)
                .thenComparing(Comparator.comparingDouble(this::score).reversed());
    }

    void add(Sentence sentence) {
        ranked.add(sentence);
        ranked.sort(bestFirst);
        if (ranked.size() > capacity) {
            ranked.remove(capacity);
        }
    }

    /** A view of the sentences, best first. */
    List<Sentence> sentences() {
        return Collections.unmodifiableList(ranked);
    }

    /** Whether a sentence of at most so many words, with at most this log-probability, could still rank among the n best. */
    boolean canImprove(double logProbability, int words) {
        if (ranked.size() < capacity) {
            return true;
        }
        Sentence last = ranked.get(capacity - 1);
        return last.truncated() || normalised(logProbability, words + 1) > score(last);
    }

    private double score(Sentence sentence) {
        int predictions = sentence.words().size() + (sentence.truncated() ? 0 : 1);
        return normalised(sentence.logProbability(), predictions);
    }

    private double normalised(double logProbability, int predictions) {
        return logProbability / StrictMath.pow(predictions, lengthNormalisation);
    }
}
