package dev.captioner.decode;

import dev.captioner.text.Vocabulary;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Suggestions for a word that the vocabulary lacks: words with a similar spelling. */
final class NearWords {
    private static final int MOST = 3;

    private NearWords() {}

    /** At most three words within a small Levenshtein distance, nearest first; of equally near ones the lower id first. */
    static List<String> of(String word, Vocabulary vocabulary) {
        int farthest = word.length() < 4 ? 1 : 2;
        record Near(String word, int distance) {}
        return IntStream.range(0, vocabulary.size())
                .filter(vocabulary::isWord)
                .mapToObj(vocabulary::token)
                .map(token -> new Near(token, distance(word, token, farthest)))
                .filter(near -> near.distance() <= farthest)
                .sorted(Comparator.comparingInt(Near::distance))
                .limit(MOST)
                .map(Near::word)
                .toList();
    }

    /** The Levenshtein distance; any number above {@code farthest} when the distance is above it. */
    private static int distance(String a, String b, int farthest) {
        if (Math.abs(a.length() - b.length()) > farthest) {
            return farthest + 1;
        }
        int[] previous = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
