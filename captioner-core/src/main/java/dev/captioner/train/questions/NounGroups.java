package dev.captioner.train.questions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which nouns may stand for one another: what one caption calls a puppy, the next calls a dog, and a third an animal. The list
 * is in {@code noun-groups.txt}, with its format.
 */
final class NounGroups {
    private static final String LIST = "noun-groups.txt";

    private final Map<String, Set<String>> same = new HashMap<>();
    private final Map<String, Set<String>> narrower = new HashMap<>();
    private final Map<String, Set<String>> loose = new HashMap<>();
    private final Map<String, Set<String>> below = new HashMap<>();

    private NounGroups() {}

    /** The groups that come with captioner. */
    static NounGroups english() {
        NounGroups groups = new NounGroups();
        try (InputStream bytes = Objects.requireNonNull(NounGroups.class.getResourceAsStream(LIST), LIST);
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(groups::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set<String> all = new HashSet<>(groups.same.keySet());
        all.addAll(groups.narrower.keySet());
        all.forEach(noun -> groups.below.put(noun, groups.findBelow(noun)));
        return groups;
    }

    private void add(String line) {
        List<String> words = List.of(line.strip().split("\\s+"));
        String first = words.get(0);
        List<String> others = words.subList(2, words.size());
        switch (words.get(1)) {
            case "=" -> {
                others.forEach(other -> join(same, first, other));
                others.forEach(one -> others.forEach(other -> join(same, one, other)));
            }
            case ":" -> narrower.computeIfAbsent(first, key -> new HashSet<>()).addAll(others);
            case "~" -> others.forEach(other -> join(loose, first, other));
            default -> throw new IllegalStateException(LIST + ": expected '=', ':' or '~' after " + first);
        }
    }

    /** The noun, its synonyms, all that is narrower than any of them, and the synonyms of that. */
    private Set<String> findBelow(String noun) {
        Set<String> found = new HashSet<>(same.getOrDefault(noun, Set.of()));
        found.add(noun);
        Set<String> latest = Set.copyOf(found);
        while (!latest.isEmpty()) {
            Set<String> next = new HashSet<>();
            for (String one : latest) {
                for (String narrow : narrower.getOrDefault(one, Set.of())) {
                    next.add(narrow);
                    next.addAll(same.getOrDefault(narrow, Set.of()));
                }
            }
            next.removeAll(found);
            found.addAll(next);
            latest = next;
        }
        return found;
    }

    /** Whether every such thing is one of the more general kind. */
    boolean isA(String noun, String general) {
        return noun.equals(general) || below.getOrDefault(general, Set.of()).contains(noun);
    }

    /** Whether both may be said of one thing: equal, synonyms, or one more general than the other. */
    boolean related(String noun, String other) {
        return isA(noun, other) || isA(other, noun);
    }

    /** Whether a photo with the one may well have the other. */
    boolean associated(String noun, String other) {
        return related(noun, other) || loose.getOrDefault(noun, Set.of()).contains(other);
    }

    private static void join(Map<String, Set<String>> pairs, String one, String other) {
        pairs.computeIfAbsent(one, key -> new HashSet<>()).add(other);
        pairs.computeIfAbsent(other, key -> new HashSet<>()).add(one);
    }
}
