package dev.captioner.decode;

/**
 * What a sentence may not say twice. Words that {@link Constraints} ask for are free of these rules, and where a rule would leave
 * no word at all it gives way.
 *
 * @param contentWordsOnce no content word (any that is not one of {@link dev.captioner.text.FunctionWords}) twice
 * @param pluralsAlike whether {@code dog} and {@code dogs} count as one word for that
 * @param neighboursDiffer no word twice in a row
 * @param phraseLength no run of so many words twice; 0 allows all
 */
public record Repetition(boolean contentWordsOnce, boolean pluralsAlike, boolean neighboursDiffer, int phraseLength) {
    /** The default. */
    public static final Repetition AVOIDED = new Repetition(true, true, true, 3);

    /** Leaves the network its own way. */
    public static final Repetition ALLOWED = new Repetition(false, false, false, 0);

    /** Checks the range. */
    public Repetition {
        if (phraseLength < 0 || phraseLength == 1) {
            throw new IllegalArgumentException(
                    "phrases have at least 2 words, or 0 for no rule, found " + phraseLength);
        }
    }
}
