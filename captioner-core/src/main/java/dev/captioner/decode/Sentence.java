package dev.captioner.decode;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A sentence with the network's own log-probabilities, whatever strategy, constraint or rule led to it.
 *
 * @param words in order
 * @param end natural logarithm of the probability of ending here; absent when the sentence was cut off for its length
 */
public record Sentence(List<ScoredToken> words, OptionalDouble end) {
    /** Copies the list. */
    public Sentence {
        words = List.copyOf(words);
    }

    /** The sum of the words' log-probabilities and that of the end. */
    public double logProbability() {
        double sum = 0;
        for (ScoredToken word : words) {
            sum += word.logProbability();
        }
        return sum + end.orElse(0);
    }

    /** Whether it was cut off because it had reached the maximum length and the network would have gone on. */
    public boolean truncated() {
        return end.isEmpty();
    }

    /** The words' ids. */
    public List<Integer> ids() {
        return words.stream().map(ScoredToken::id).toList();
    }
}
