package dev.captioner.cli.evaluate;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** A synset of nouns in WordNet, with its hypernyms. Equality is identity. */
final class NounSynset {
    private final String name;
    private final List<NounSynset> hypernyms;
    private final int shortestDepth;
    private final int longestDepth;

    /**
     * A synset.
     *
     * @param name as in NLTK: the first lemma and the number of its sense, "dog.n.01"
     * @param hypernyms of which it is a kind or an instance
     */
    NounSynset(String name, List<NounSynset> hypernyms) {
        this.name = name;
        this.hypernyms = hypernyms;
        this.shortestDepth = hypernyms.stream()
                .mapToInt(hypernym -> hypernym.shortestDepth + 1)
                .min()
                .orElse(0);
        this.longestDepth = hypernyms.stream()
                .mapToInt(hypernym -> hypernym.longestDepth + 1)
                .max()
                .orElse(0);
    }

    /**
     * The Wu-Palmer similarity, computed as in NLTK. The lowest common hypernym is the one with the greatest shortest path from
     * the root; ties go to the first by name. Its depth is its longest path from the root. The distance from it to either synset
     * is that of the shortest path, which may lead through another common hypernym.
     */
    double similarity(NounSynset other) {
        Map<NounSynset, Integer> above = distances();
        Map<NounSynset, Integer> aboveOther = other.distances();
        return above.keySet().stream()
                .filter(aboveOther::containsKey)
                .min(Comparator.<NounSynset>comparingInt(synset -> -synset.shortestDepth)
                        .thenComparing(synset -> synset != this)
                        .thenComparing(synset -> synset.name))
                .map(shared -> {
                    double depth = shared.longestDepth + 1;
                    return 2 * depth / (2 * depth + distance(above, shared) + distance(aboveOther, shared));
                })
                .orElse(0.0);
    }

    private static int distance(Map<NounSynset, Integer> above, NounSynset shared) {
        Map<NounSynset, Integer> aboveShared = shared.distances();
        return above.entrySet().stream()
                .filter(step -> aboveShared.containsKey(step.getKey()))
                .mapToInt(step -> step.getValue() + aboveShared.getOrDefault(step.getKey(), 0))
                .min()
                .orElseThrow();
    }

    /** This synset and all its hypernyms, direct or indirect, each with the length of the shortest path to it. */
    private Map<NounSynset, Integer> distances() {
        Map<NounSynset, Integer> distances = new LinkedHashMap<>();
        distances.put(this, 0);
        Queue<NounSynset> open = new ArrayDeque<>(List.of(this));
        while (!open.isEmpty()) {
            NounSynset next = open.remove();
            int steps = distances.getOrDefault(next, 0) + 1;
            for (NounSynset hypernym : next.hypernyms) {
                if (distances.putIfAbsent(hypernym, steps) == null) {
                    open.add(hypernym);
                }
            }
        }
        return distances;
    }
}
