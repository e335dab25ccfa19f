package dev.captioner.text;

import java.util.Locale;

/**
 * Questions that a model is too sure of to the same degree: those of a {@link QuestionKind}, except that whether something is in the
 * photo, which a captioning network knows best, is apart from what else is answered with yes or no, which it knows worst; and what
 * somebody does, which captions tell, from what something is.
 */
public enum CalibrationGroup {
    /** Is there such a thing? */
    PRESENCE,
    /** Is it so? */
    YES_NO,
    /** How many are there? */
    COUNTING,
    /** What colour is it? */
    COLOUR,
    /** What is it doing? */
    ACTIVITY,
    /** What or who is it? */
    WHAT,
    /** Where is it? */
    WHERE,
    /** Any other. */
    OTHER;

    /** The group of a question. */
    public static CalibrationGroup of(String question) {
        QuestionKind kind = QuestionKind.of(question);
        return switch (kind) {
            case YES_NO -> QuestionKind.asksPresence(question) ? PRESENCE : YES_NO;
            case WHAT -> Tokeniser.words(question).contains("doing") ? ACTIVITY : WHAT;
            default -> valueOf(kind.name());
        };
    }

    /** The name that a model folder has for it, as in {@code yes_no}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
