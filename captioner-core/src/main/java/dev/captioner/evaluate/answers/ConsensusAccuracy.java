package dev.captioner.evaluate.answers;

import dev.captioner.api.Internal;
import java.util.List;
import java.util.Set;

/**
 * The accuracy of VQA (Antol et al. 2015): an answer that three of the people gave is right, fewer give a part of it. As its
 * program computes it: each person in turn is left out, {@code min(1, matches / 3)} of the others is taken, and the mean of
 * these counts.
 */
@Internal
public final class ConsensusAccuracy {
    private static final double MATCHES_OF_A_RIGHT_ANSWER = 3;

    private ConsensusAccuracy() {}

    /**
     * The accuracy of one answer, 0 to 1.
     *
     * @param humanAnswers of ten people, as a rule; of fewer than four, even their common answer counts less than 1, as in
     *     VQA. They and the answer are normalised only when they differ. A single one must be the same but for case and blanks:
     *     1 or 0.
     * @throws IllegalArgumentException when there is no human answer
     */
    public static double of(List<String> humanAnswers, String answer) {
        if (humanAnswers.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected at least one human answer to judge '" + answer + "' by, found none");
        }
        if (humanAnswers.size() == 1) {
            return AnswerNormalisation.plain(humanAnswers.get(0)).equals(AnswerNormalisation.plain(answer)) ? 1 : 0;
        }
        List<String> given =
                humanAnswers.stream().map(ConsensusAccuracy::onOneLine).toList();
        String judged = onOneLine(answer);
        if (Set.copyOf(given).size() > 1) {
            given = given.stream().map(AnswerNormalisation::normalise).toList();
            judged = AnswerNormalisation.normalise(judged);
        }
        int people = given.size();
        int matches = (int) given.stream().filter(judged::equals).count();
        return (matches * share(matches - 1) + (people - matches) * share(matches)) / people;
    }

    private static double share(int matches) {
        return Math.min(1, matches / MATCHES_OF_A_RIGHT_ANSWER);
    }

    private static String onOneLine(String answer) {
        return answer.replace('\n', ' ').replace('\t', ' ').strip();
    }
}
