package dev.captioner.decode;

import dev.captioner.api.Internal;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A sentence with the network's log-probabilities. Strategy, constraints and repetition rules decide which words are chosen and
 * never change these numbers.
 *
 * @param words in order
 * @param end natural logarithm of the probability of the end after the last word; empty when the sentence is truncated
 */
@Internal
public record Sentence(List<ScoredToken> words, OptionalDouble end) {
    /** Copies the list. */
    public Sentence {
        words = List.copyOf(words);
    }

    /** The log-probability of the sentence: the sum over its words and, unless it is truncated, its end. */
    public double logProbability() {
        double sum = 0;
        for (ScoredToken word : words) {
            sum += word.logProbability();
        }
        return sum + end.orElse(0);
    }

    /** Whether the sentence was cut off at the maximum length, where the network would have continued. */
    public boolean truncated() {
        return end.isEmpty();
    }

    /** The ids of the words, in order. */
    public List<Integer> ids() {
        return words.stream().map(ScoredToken::id).toList();
    }
}
