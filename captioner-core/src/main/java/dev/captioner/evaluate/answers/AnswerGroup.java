package dev.captioner.evaluate.answers;

import java.util.Collection;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How the answers to some questions score, each value a mean over the questions, 0 to 1.
 *
 * @param questions how many
 * @param accuracy {@link ConsensusAccuracy} of the answers
 * @param blindAccuracy that of the answers without a photo
 * @param majorityAccuracy that of the most frequent answers; null unless every question has one
 * @param wupsAt09 {@link Wups} with threshold 0.9; null without a taxonomy
 * @param wupsAt00 {@link Wups} with threshold 0.0; null without a taxonomy
 */
public record AnswerGroup(
        int questions,
        double accuracy,
        double blindAccuracy,
        @Nullable Double majorityAccuracy,
        @Nullable Double wupsAt09,
        @Nullable Double wupsAt00) {
    /** Scores answers; there must be some. */
    static AnswerGroup of(Collection<JudgedAnswer> answers, @Nullable Taxonomy taxonomy) {
        boolean majority = answers.stream().allMatch(answer -> answer.majorityAnswer() != null);
        return new AnswerGroup(
                answers.size(),
                mean(answers, JudgedAnswer::accuracy),
                mean(answers, answer -> ConsensusAccuracy.of(answer.humanAnswers(), answer.blindAnswer())),
                majority
                        ? (Double) mean(
                                answers,
                                answer -> ConsensusAccuracy.of(
                                        answer.humanAnswers(), Objects.requireNonNull(answer.majorityAnswer())))
                        : null,
                wups(answers, taxonomy, 0.9),
                wups(answers, taxonomy, 0.0));
    }

    private static @Nullable Double wups(
            Collection<JudgedAnswer> answers, @Nullable Taxonomy taxonomy, double threshold) {
        if (taxonomy == null) {
            return null;
        }
        Wups wups = new Wups(taxonomy, threshold);
        return mean(answers, answer -> wups.score(answer.humanAnswers(), answer.answer()));
    }

    private static double mean(Collection<JudgedAnswer> answers, ToDoubleFunction<JudgedAnswer> value) {
        return answers.stream().mapToDouble(value).average().orElseThrow();
    }
}
