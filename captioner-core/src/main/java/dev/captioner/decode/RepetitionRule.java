package dev.captioner.decode;

import dev.captioner.text.FunctionWords;
import dev.captioner.text.Vocabulary;
import java.util.Arrays;

/** {@link Repetition} for a vocabulary. */
final class RepetitionRule {
    /** {@link #other} of a word that has no other number. */
    private static final int NONE = -1;

    private final Repetition repetition;
    private final boolean[] content;
    private final int[] other;

    RepetitionRule(Repetition repetition, Vocabulary vocabulary) {
        this.repetition = repetition;
        content = new boolean[vocabulary.size()];
        other = new int[vocabulary.size()];
        Arrays.fill(other, NONE);
        for (int id = Vocabulary.SPECIALS; id < content.length; id++) {
            content[id] = !FunctionWords.contains(vocabulary.token(id));
        }
        if (repetition.pluralsAlike()) {
            for (int id = Vocabulary.SPECIALS; id < content.length; id++) {
                pairWithPlural(id, vocabulary);
            }
        }
    }

    private void pairWithPlural(int id, Vocabulary vocabulary) {
        for (String ending : new String[] {"s", "es"}) {
            int plural = vocabulary.id(vocabulary.token(id) + ending);
            if (plural != Vocabulary.UNKNOWN && content[id] && content[plural]) {
                other[id] = plural;
                other[plural] = id;
            }
        }
    }

    /** Takes out of the permitted next words those that would repeat something of the sentence. */
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
                if (content[word]) {
                    permitted[word] = false;
                    if (other[word] != NONE) {
                        permitted[other[word]] = false;
                    }
                }
            }
        }
        if (repetition.phraseLength() > 0) {
            forbidPhrases(words, repetition.phraseLength() - 1, permitted);
        }
    }

    /** Wherever the last words stood before, what followed them there. */
    private static void forbidPhrases(int[] words, int beginning, boolean[] permitted) {
        int last = words.length - beginning;
        for (int start = 0; start < last; start++) {
            if (Arrays.equals(words, start, start + beginning, words, last, words.length)) {
                permitted[words[start + beginning]] = false;
            }
        }
    }
}
