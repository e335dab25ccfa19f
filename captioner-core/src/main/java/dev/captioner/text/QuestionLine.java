package dev.captioner.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question about a photo and its answer.
 *
 * @param split the split that the photo belongs to, such as "train"; null when the file does not say
 * @param file the name of the photo's file
 * @param question as written, not tokenised
 * @param answer the reference answer, words separated by blanks
 * @param allAnswers the answers of all annotators, at least one; only {@code answer} when the file has no others
 * @param answerType the kind of question in the data set's own terms; null when the file does not say
 * @param source the data set of the question; null when the file does not say
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
