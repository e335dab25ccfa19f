package dev.captioner.decode;

/**
 * Which repetitions a sentence must not contain. Words that {@link Constraints} require are exempt, and the rules are ignored at a
 * position where they would permit no word.
 *
 * @param contentWordsOnce whether each content word, that is, any word that is not among {@link dev.captioner.text.FunctionWords},
 *     may appear only once
 * @param pluralsAlike whether singular and plural, such as {@code dog} and {@code dogs}, count as the same content word
 * @param neighboursDiffer whether a word must not follow itself
 * @param phraseLength n, such that no n-gram appears twice; 0 for no such rule, otherwise at least 2
 */
public record Repetition(boolean contentWordsOnce, boolean pluralsAlike, boolean neighboursDiffer, int phraseLength) {
    /** The default: all rules, with trigrams. */
    public static final Repetition AVOIDED = new Repetition(true, true, true, 3);

    /** No rules. */
    public static final Repetition ALLOWED = new Repetition(false, false, false, 0);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when the phrase length is negative or 1
     */
    public Repetition {
        if (phraseLength < 0 || phraseLength == 1) {
            throw new IllegalArgumentException(
                    "phrases have at least 2 words, or 0 for no rule, found " + phraseLength);
        }
    }
}
