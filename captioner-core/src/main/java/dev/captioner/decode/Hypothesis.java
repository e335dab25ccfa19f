package dev.captioner.decode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A partial sentence, as a linked list from its last word to its first. Immutable: hypotheses with the same prefix share it.
 *
 * @param before the hypothesis without the last word, null for the empty one
 * @param last the last word, null for the empty one
 * @param length number of words
 * @param logProbability sum over the words
 * @param coverage how much of the required phrases it contains
 * @param start the token that the decoder reads before the first word
 */
record Hypothesis(
        @Nullable Hypothesis before,
        @Nullable ScoredToken last,
        int length,
        double logProbability,
        RequiredPhrases.Coverage coverage,
        int start) {

    static Hypothesis empty(RequiredPhrases.Coverage coverage, int start) {
        return new Hypothesis(null, null, 0, 0, coverage, start);
    }

    /** The word that the decoder reads next: the last one, or the start token. */
    int lastId() {
        return last == null ? start : last.id();
    }

    Hypothesis append(ScoredToken word, RequiredPhrases.Coverage covered) {
        return new Hypothesis(this, word, length + 1, logProbability + word.logProbability(), covered, start);
    }

    List<ScoredToken> words() {
        Deque<ScoredToken> words = new ArrayDeque<>(length);
        for (Hypothesis h = this; h != null && h.last != null; h = h.before) {
            words.addFirst(h.last);
        }
        return List.copyOf(words);
    }

    int[] ids() {
        int[] ids = new int[length];
        int at = length;
        for (Hypothesis h = this; h != null && h.last != null; h = h.before) {
            ids[--at] = h.last.id();
        }
        return ids;
    }

    /** The complete sentence, with the log-probability of its end. */
    Sentence ended(float end) {
        return new Sentence(words(), OptionalDouble.of(end));
    }

    /** The sentence truncated at the maximum length. */
    Sentence cut() {
        return new Sentence(words(), OptionalDouble.empty());
    }
}
