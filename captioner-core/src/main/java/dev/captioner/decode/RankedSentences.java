package dev.captioner.decode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The best so many sentences: complete ones before those cut off for their length, then by log-probability divided by
 * length^lengthNormalisation. Of equal ones the one added first is better.
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

    /** Best first. */
    List<Sentence> sentences() {
        return Collections.unmodifiableList(ranked);
    }

    /** Whether a sentence could still come in that ends with no more words and no higher log-probability than this. */
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
