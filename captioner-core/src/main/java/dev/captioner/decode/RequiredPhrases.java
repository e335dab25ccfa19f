package dev.captioner.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Phrases that must appear in a sentence, matched word by word with the automaton of Knuth, Morris and Pratt (1977).
 *
 * <p>As long as {@link Coverage#missing} is above 0 there is a word that lowers it by at least one: the next word of the phrase
 * with the longest partial match, or the first word of any phrase when none is partially matched. {@link SentenceRules} relies on
 * this to guarantee the constraints.
 */
final class RequiredPhrases {
    private final int[][] phrases;
    private final int[][] fallbacks;
    private final int[] words;

    /** Compiles phrases. A phrase contained in another one is dropped, since the longer one implies it. */
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
     * How much of the phrases a sentence contains.
     *
     * @param matched {@code [phrases]}: the length of the longest prefix of the phrase that the sentence ends with; the length of
     *     the phrase once it has appeared
     * @param missing how many more words complete all phrases when they follow one after the other
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Coverage(int[] matched, int missing) {}

    /** The coverage of the empty sentence. */
    Coverage none() {
        return coverage(new int[phrases.length]);
    }

    /** Whether a word occurs in a phrase. All words that do not occur in any change the coverage in the same way. */
    boolean contains(int word) {
        return Arrays.binarySearch(words, word) >= 0;
    }

    /** Ids of all words that occur in a phrase, ascending; not to be modified. */
    int[] words() {
        return words;
    }

    /** The coverage of a sentence after one more word. */
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

    /** The failure function: for each prefix of a phrase the length of its longest proper prefix that is also its suffix. */
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
