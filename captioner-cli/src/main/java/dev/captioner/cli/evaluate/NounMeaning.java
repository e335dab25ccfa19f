package dev.captioner.cli.evaluate;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** A meaning that nouns have, a synset of WordNet, with the more general ones above it. Two are the same if they are one object. */
final class NounMeaning {
    private final String name;
    private final List<NounMeaning> kinds;
    private final int shortestDepth;
    private final int longestDepth;

    /**
     * A meaning.
     *
     * @param name as in NLTK: the first word and which of its meanings this is, "dog.n.01"
     * @param kinds its hypernyms, of which it is a kind or an instance
     */
    NounMeaning(String name, List<NounMeaning> kinds) {
        this.name = name;
        this.kinds = kinds;
        this.shortestDepth =
                kinds.stream().mapToInt(kind -> kind.shortestDepth + 1).min().orElse(0);
        this.longestDepth =
                kinds.stream().mapToInt(kind -> kind.longestDepth + 1).max().orElse(0);
    }

    /**
     * The similarity of Wu and Palmer as NLTK computes it. The deepest meaning above both is the one with the longest of the
     * shortest ways from the root, of several the first by name; its depth is then the longest way from the root, and the way
     * from it down to either meaning is the shortest there is, be it by way of yet another.
     */
    double similarity(NounMeaning other) {
        Map<NounMeaning, Integer> above = distances();
        Map<NounMeaning, Integer> aboveOther = other.distances();
        return above.keySet().stream()
                .filter(aboveOther::containsKey)
                .min(Comparator.<NounMeaning>comparingInt(meaning -> -meaning.shortestDepth)
                        .thenComparing(meaning -> meaning != this)
                        .thenComparing(meaning -> meaning.name))
                .map(shared -> {
                    double depth = shared.longestDepth + 1;
                    return 2 * depth / (2 * depth + distance(above, shared) + distance(aboveOther, shared));
                })
                .orElse(0.0);
    }

    private static int distance(Map<NounMeaning, Integer> above, NounMeaning shared) {
        Map<NounMeaning, Integer> aboveShared = shared.distances();
        return above.entrySet().stream()
                .filter(step -> aboveShared.containsKey(step.getKey()))
                .mapToInt(step -> step.getValue() + aboveShared.getOrDefault(step.getKey(), 0))
                .min()
                .orElseThrow();
    }

    /** This meaning and all above it, each with the number of steps of the shortest way. */
    private Map<NounMeaning, Integer> distances() {
        Map<NounMeaning, Integer> distances = new LinkedHashMap<>();
        distances.put(this, 0);
        Queue<NounMeaning> open = new ArrayDeque<>(List.of(this));
        while (!open.isEmpty()) {
            NounMeaning next = open.remove();
            int steps = distances.getOrDefault(next, 0) + 1;
            for (NounMeaning kind : next.kinds) {
                if (distances.putIfAbsent(kind, steps) == null) {
                    open.add(kind);
                }
            }
        }
        return distances;
    }
}
