package dev.captioner;

import dev.captioner.decode.Strategy;
import dev.captioner.text.AnswerChoices;
import org.jspecify.annotations.Nullable;

/**
 * How a question is to be answered.
 *
 * @param top most answers to give, best first; at least 1
 * @param choices to choose among; null for the model's own answer list
 * @param free whether to write an answer word by word in place of choosing one
 */
public record AnswerOptions(int top, @Nullable AnswerChoices choices, boolean free) {
    /** The five best of the model's answer list. */
    public static final AnswerOptions DEFAULT = new AnswerOptions(5, null, false);

    /** Checks. */
    public AnswerOptions {
        if (top < 1) {
            throw new IllegalArgumentException("expected at least 1 answer to give, found " + top);
        }
        if (free && choices != null) {
            throw new IllegalArgumentException("a free answer has no choices; ask for one or the other");
        }
        if (free && top > Strategy.MOST_SENTENCES) {
            throw new IllegalArgumentException(
                    "at most " + Strategy.MOST_SENTENCES + " free answers can be asked for, found " + top);
        }
    }

    /** The best answers among some. */
    public static AnswerOptions among(AnswerChoices choices) {
        return new AnswerOptions(choices.texts().size(), choices, false);
    }

    /** The same with another number of answers. */
    public AnswerOptions withTop(int number) {
        return new AnswerOptions(number, choices, free);
    }
}
