package dev.captioner.train;

import dev.captioner.text.Tokeniser;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Chooses the answers that a network chooses among. */
final class AnswerBuilder {
    private AnswerBuilder() {}

    /** An answer as it is learnt and given: its words in lower case with blanks between them. */
    static String spoken(String answer) {
        return String.join(" ", Tokeniser.words(answer.replace('_', ' ')));
    }

    /** The answers given often enough, the most frequent first, equally frequent ones in alphabetical order. */
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
