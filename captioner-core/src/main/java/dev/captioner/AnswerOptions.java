package dev.captioner;

import dev.captioner.decode.Strategy;
import dev.captioner.text.AnswerChoices;
import dev.captioner.text.QuestionException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to answer a question: with answers of the model's list, with some of given choices, or freely.
 *
 * @param top maximum number of answers, best first; at least 1
 * @param choices to choose among; null for the model's own answer list
 * @param free whether to write answers word by word instead of choosing
 */
public record AnswerOptions(int top, @Nullable AnswerChoices choices, boolean free) {
    /** The five best of the model's answer list. */
    public static final AnswerOptions DEFAULT = new AnswerOptions(5, null, false);

    /**
     * Checks the combination.
     *
     * @throws IllegalArgumentException when {@code top} is out of range, or choices are given for free answers
     */
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

    /** All given choices, ranked. */
    public static AnswerOptions among(AnswerChoices choices) {
        return new AnswerOptions(choices.texts().size(), choices, false);
    }

    /**
     * All given choices, ranked.
     *
     * @throws QuestionException when there are fewer than 2 or more than 20 choices, or one has no word, has more than 20 words or 200
     *     characters, or has the same words as another
     */
    public static AnswerOptions among(String... choices) {
        return among(AnswerChoices.of(List.of(choices)));
    }

    /** The five best answers that a beam search finds: any words of the vocabulary, up to 8. */
    public static AnswerOptions freely() {
        return new AnswerOptions(DEFAULT.top, null, true);
    }

    /** These options for another number of answers, at least 1; at most 100 when they are free. */
    public AnswerOptions withTop(int number) {
        return new AnswerOptions(number, choices, free);
    }
}
