package dev.captioner.bundle;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Scores of a model with its default decoding options.
 *
 * @param data the photos, such as {@code Flickr8k development split}
 * @param photos how many
 * @param values by the name that the evaluation gives them, such as {@code cider}
 */
public record PublishedScore(String data, int photos, SortedMap<String, Double> values) {
    /** Copies the values. */
    public PublishedScore {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
}
