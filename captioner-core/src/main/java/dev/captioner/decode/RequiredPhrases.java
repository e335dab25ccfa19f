package dev.captioner.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Phrases that must appear, and how far a sentence has come with each (the automaton of Knuth, Morris and Pratt 1977).
 *
 * <p>What makes a guarantee possible: some word always lowers {@link Coverage#missing} by at least one, namely the next word of
 * the phrase that has come furthest, or the first of any when none has begun.
 */
final class RequiredPhrases {
    private final int[][] phrases;
    private final int[][] fallbacks;
    private final int[] words;

    /** Phrases that lie within others are met with them and left out. */
    RequiredPhrases(List<List<Integer>> required) {
        List<List<Integer>> needed = new ArrayList<>();
        for (List<Integer> phrase : required) {
            if (needed.stream().noneMatch(other -> Collections.indexOfSubList(other, phrase) >= 0)) {
                needed.removeIf(other -> Collections.indexOfSubList(phrase, other) >= 0);
                needed.add(phrase);
            }
        }
        phrases = needed.stream()
                .map(phrase -> phrase.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        fallbacks = Arrays.stream(phrases).map(RequiredPhrases::fallbacks).toArray(int[][]::new);
        words = Arrays.stream(phrases)
                .flatMapToInt(Arrays::stream)
                .distinct()
                .sorted()
                .toArray();
    }

    /**
     * How far a sentence has come.
     *
     * @param matched for each phrase the number of its words that the sentence ends with, or all of them once it has appeared
     * @param missing words that complete all phrases, if those come next and side by side
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Coverage(int[] matched, int missing) {}

    /** Of the empty sentence. */
    Coverage none() {
        return coverage(new int[phrases.length]);
    }

    /** Whether the word occurs in a phrase. All words that do not leave a sentence with the same coverage. */
    boolean contains(int word) {
        return Arrays.binarySearch(words, word) >= 0;
    }

    /** All words that occur in a phrase, for reading only. */
    int[] words() {
        return words;
    }

    /** Of the sentence with one word more. */
    Coverage after(Coverage before, int word) {
        if (phrases.length == 0) {
            return before;
        }
        int[] matched = before.matched().clone();
        for (int p = 0; p < phrases.length; p++) {
            int[] phrase = phrases[p];
            int length = matched[p];
            if (length == phrase.length) {
                continue;
            }
            while (length > 0 && phrase[length] != word) {
                length = fallbacks[p][length - 1];
            }
            matched[p] = phrase[length] == word ? length + 1 : 0;
        }
        return coverage(matched);
    }

    private Coverage coverage(int[] matched) {
        int unmet = 0;
        int begun = 0;
        for (int p = 0; p < phrases.length; p++) {
            if (matched[p] < phrases[p].length) {
                unmet += phrases[p].length;
                begun = Math.max(begun, matched[p]);
            }
        }
        return new Coverage(matched, unmet - begun);
    }

    /** For each beginning of a phrase the longest shorter beginning that it ends with. */
    private static int[] fallbacks(int[] phrase) {
        int[] fallbacks = new int[phrase.length];
        for (int end = 1; end < phrase.length; end++) {
            int length = fallbacks[end - 1];
            while (length > 0 && phrase[length] != phrase[end]) {
                length = fallbacks[length - 1];
            }
            fallbacks[end] = phrase[length] == phrase[end] ? length + 1 : 0;
        }
        return fallbacks;
    }
}
