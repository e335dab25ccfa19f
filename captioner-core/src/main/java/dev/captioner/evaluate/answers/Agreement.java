package dev.captioner.evaluate.answers;

import java.util.Collection;
import java.util.List;

/**
 * Whether a model gives a question and its {@link Paraphrases} the same answer, whether right or wrong ("consensus" in Shah et
 * al. 2019).
 *
 * @param questions that have other wordings
 * @param rewordings of all of them
 * @param agreeing share of the rewordings with the answer of the question itself
 * @param unanimous share of the questions all of whose wordings have one answer
 */
public record Agreement(int questions, int rewordings, double agreeing, double unanimous) {
    /**
     * Compares answers, regardless of case and blanks.
     *
     * @param answers of each question: first to the question itself, then to each of its other wordings, at least one
     * @throws IllegalArgumentException when there is no question or one has fewer than two answers
     */
    public static Agreement of(Collection<List<String>> answers) {
        if (answers.isEmpty() || answers.stream().anyMatch(wordings -> wordings.size() < 2)) {
            throw new IllegalArgumentException(
                    "expected at least one question, each with answers to two wordings or more; found " + answers.size()
                            + " questions");
        }
        long agreeing = 0;
        int rewordings = 0;
        int unanimous = 0;
        for (List<String> wordings : answers) {
            String first = AnswerNormalisation.plain(wordings.get(0));
            long same = wordings.stream()
                            .filter(answer -> AnswerNormalisation.plain(answer).equals(first))
                            .count()
                    - 1;
            rewordings += wordings.size() - 1;
            agreeing += same;
            unanimous += same == wordings.size() - 1 ? 1 : 0;
        }
        return new Agreement(
                answers.size(), rewordings, agreeing / (double) rewordings, unanimous / (double) answers.size());
    }
}
