package dev.captioner.train;

import dev.captioner.text.Tokeniser;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Builds the vocabulary from training sentences. */
final class VocabularyBuilder {
    private VocabularyBuilder() {}

    /**
     * Words that occur often enough, the most frequent first, equally frequent ones in alphabetical order.
     *
     * @throws TrainingException when there are none
     */
    static List<String> words(Stream<String> sentences, int minimumCount) {
        Map<String, Integer> counts = new TreeMap<>();
        sentences.forEach(sentence -> Tokeniser.words(sentence).forEach(word -> counts.merge(word, 1, Integer::sum)));
        List<String> words = counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= minimumCount)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        if (words.isEmpty()) {
            throw new TrainingException("no word occurs " + minimumCount + " times in the training sentences; found "
                    + counts.size() + " different words. Add sentences or lower the minimum count.");
        }
        return words;
    }
}
