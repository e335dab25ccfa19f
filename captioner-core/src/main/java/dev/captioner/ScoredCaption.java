package dev.captioner;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * A given sentence with the network's log-probability of it. Jackson writes it as the caption with one more field.
 *
 * @param caption the sentence, with the log-probability of each word
 * @param unknownWords words that are not in the vocabulary, in order; they are scored as the unknown word, which says little about
 *     them
 */
public record ScoredCaption(@JsonUnwrapped Caption caption, List<String> unknownWords) {
    /** Copies the list. */
    public ScoredCaption {
        unknownWords = List.copyOf(unknownWords);
    }
}
