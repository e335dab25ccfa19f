package dev.captioner.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question about a photo and its answer.
 *
 * @param split the part of the data that the photo belongs to, such as "train"; null where the file does not say
 * @param file the name of the photo's file
 * @param question as it was written, not tokenised
 * @param answer the one that counts, blanks between its words
 * @param allAnswers what everybody answered who was asked, at least one; only {@code answer} where the file has no more
 * @param answerType what kind of question it is, in the data's own terms; null where the file does not say
 * @param source where the question comes from; null where the file does not say
 */
public record QuestionLine(
        @Nullable String split,
        String file,
        String question,
        String answer,
        List<String> allAnswers,
        @Nullable String answerType,
        @Nullable String source) {
    /** Copies the list. */
    public QuestionLine {
        allAnswers = List.copyOf(allAnswers);
        if (allAnswers.isEmpty()) {
            throw new IllegalArgumentException("question '" + question + "' about " + file + " has no answer");
        }
    }
}
