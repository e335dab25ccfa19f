package dev.captioner.train.questions;

import java.util.HashMap;
import java.util.Map;

/** How often each word was counted. */
final class Tally {
    private final Map<String, Integer> counts = new HashMap<>();

    void add(String word) {
        counts.merge(word, 1, Integer::sum);
    }

    void addAll(Tally other) {
        other.counts.forEach((word, count) -> counts.merge(word, count, Integer::sum));
    }

    int of(String word) {
        return counts.getOrDefault(word, 0);
    }

    Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }
}
