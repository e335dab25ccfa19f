package dev.captioner.text;

import java.util.Locale;

/**
 * A group of questions that shares a temperature, because the model is overconfident about them to the same degree.
 * Groups are the {@link QuestionKind}s with two exceptions. Questions whether something is present, which a
 * captioning network answers best, are apart from other yes-or-no questions, which it answers worst. Questions about
 * what somebody is doing, which captions tell, are apart from questions about what something is.
 */
public enum CalibrationGroup {
    /** Is there a ...? */
    PRESENCE,
    /** Any other yes-or-no question. */
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

    /** The name of the group in a model folder, such as {@code yes_no}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
