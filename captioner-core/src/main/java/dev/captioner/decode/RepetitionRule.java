package dev.captioner.decode;

import dev.captioner.text.ContentWords;
import dev.captioner.text.Vocabulary;
import java.util.Arrays;

/** Applies {@link Repetition} with the word ids of a vocabulary. */
final class RepetitionRule {
    private final Repetition repetition;
    private final ContentWords content;

    RepetitionRule(Repetition repetition, Vocabulary vocabulary) {
        this.repetition = repetition;
        content = vocabulary.contentWords();
    }

    /** Removes from the permitted next words those that would break a rule. */
    void forbid(Hypothesis sentence, boolean[] permitted) {
        int[] words = sentence.ids();
        if (words.length == 0) {
            return;
        }
        if (repetition.neighboursDiffer()) {
            permitted[words[words.length - 1]] = false;
        }
        if (repetition.contentWordsOnce()) {
            for (int word : words) {
                if (content.contains(word)) {
                    permitted[word] = false;
                    int other = repetition.pluralsAlike() ? content.otherNumber(word) : ContentWords.NONE;
                    if (other != ContentWords.NONE) {
                        permitted[other] = false;
                    }
                }
            }
        }
        if (repetition.phraseLength() > 0) {
            forbidPhrases(words, repetition.phraseLength() - 1, permitted);
        }
    }

    /** Forbids each word that followed an earlier occurrence of the last {@code beginning} words. */
    private static void forbidPhrases(int[] words, int beginning, boolean[] permitted) {
        int last = words.length - beginning;
        for (int start = 0; start < last; start++) {
            if (Arrays.equals(words, start, start + beginning, words, last, words.length)) {
                permitted[words[start + beginning]] = false;
            }
        }
    }
}
