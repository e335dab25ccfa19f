package dev.captioner;

import java.util.List;

/**
 * A sentence that someone else wrote, as the network finds it.
 *
 * @param caption its words with their log-probabilities
 * @param unknownWords those that the vocabulary does not have, in order: they are scored as the unknown word, which says little
 *     about them
 */
public record ScoredCaption(Caption caption, List<String> unknownWords) {
    /** Copies the list. */
    public ScoredCaption {
        unknownWords = List.copyOf(unknownWords);
    }
}
