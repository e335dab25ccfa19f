package dev.captioner;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * A sentence that someone else wrote, as the network finds it. Jackson writes it as the caption with one more field.
 *
 * @param caption its words with their log-probabilities
 * @param unknownWords those that the vocabulary does not have, in order: they are scored as the unknown word, which says little
 *     about them
 */
public record ScoredCaption(@JsonUnwrapped Caption caption, List<String> unknownWords) {
    /** Copies the list. */
    public ScoredCaption {
        unknownWords = List.copyOf(unknownWords);
    }
}
