package dev.captioner.train.questions;

import static dev.captioner.train.questions.EnglishWords.PRESENT;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The verbs that captions use with "is" or "are", and their other forms. */
final class VerbForms {
    private static final int SHORTEST_GERUND = 5;

    private final Set<String> gerunds = new HashSet<>();
    private final Map<String, String> gerundOf = new HashMap<>();

    VerbForms(Collection<List<String>> captions, WordPositions positions) {
        Tally progressive = new Tally();
        captions.forEach(words -> countProgressive(words, progressive));
        progressive.counts().entrySet().stream()
                .filter(entry -> entry.getValue() >= WordPositions.SEEN)
                .map(Map.Entry::getKey)
                .sorted()
                .forEach(gerund -> add(gerund, positions));
    }

    private static void countProgressive(List<String> words, Tally progressive) {
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.endsWith("ing") && word.length() >= SHORTEST_GERUND && PRESENT.contains(words.get(i - 1))) {
                progressive.add(word);
            }
        }
    }

    private void add(String gerund, WordPositions positions) {
        gerunds.add(gerund);
        String best = "";
        int most = 0;
        for (String verb : Inflections.verbsOf(gerund)) {
            int count = positions.all(verb) + positions.all(Inflections.thirdPerson(verb));
            if (count > most) {
                best = verb;
                most = count;
            }
        }
        if (most > 0) {
            gerundOf.put(best, gerund);
            gerundOf.put(Inflections.thirdPerson(best), gerund);
            gerundOf.put(Inflections.past(best, gerund), gerund);
        }
    }

    /** Whether the word is a form of one of the verbs. */
    boolean contains(String word) {
        return gerunds.contains(word) || gerundOf.containsKey(word);
    }

    /** The form in -ing that belongs to a form; empty when it is none. */
    String gerund(String word) {
        return gerunds.contains(word) ? word : gerundOf.getOrDefault(word, "");
    }
}
