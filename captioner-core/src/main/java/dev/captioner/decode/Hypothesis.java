package dev.captioner.decode;

import dev.captioner.text.Vocabulary;
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
 */
record Hypothesis(
        @Nullable Hypothesis before,
        @Nullable ScoredToken last,
        int length,
        double logProbability,
        RequiredPhrases.Coverage coverage) {

    static Hypothesis empty(RequiredPhrases.Coverage coverage) {
        return new Hypothesis(null, null, 0, 0, coverage);
    }

    /** The word that the decoder reads next: the last one, or the start token. */
    int lastId() {
        return last == null ? Vocabulary.START : last.id();
    }

    Hypothesis append(ScoredToken word, RequiredPhrases.Coverage covered) {
        return new Hypothesis(this, word, length + 1, logProbability + word.logProbability(), covered);
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
