package dev.captioner.train;

import dev.captioner.text.Tokeniser;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the closed answer list. */
final class AnswerBuilder {
    private AnswerBuilder() {}

    /** The canonical form of an answer: its words in lower case, separated by blanks. */
    static String spoken(String answer) {
        return String.join(" ", Tokeniser.words(answer.replace('_', ' ')));
    }

    /** The answers that occur often enough, most frequent first, equally frequent ones in alphabetical order. */
    static List<String> answers(List<AskedPhoto> asked, int minimumCount) {
        Map<String, Integer> counts = new TreeMap<>();
        asked.forEach(photo -> counts.merge(spoken(photo.answer()), 1, Integer::sum));
        return counts.entrySet().stream()
                .filter(entry ->
                        entry.getValue() >= minimumCount && !entry.getKey().isEmpty())
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
