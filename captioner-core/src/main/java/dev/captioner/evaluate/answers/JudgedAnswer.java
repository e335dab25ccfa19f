package dev.captioner.evaluate.answers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer with its references and baselines.
 *
 * @param source the data set of the question
 * @param kind of the question, such as "yes/no"
 * @param humanAnswers of the people who were asked, at least one
 * @param answer of the model that sees the photo
 * @param probability that the model gives its answer, 0 to 1
 * @param blindAnswer of the same model with the photo withheld
 * @param majorityAnswer the most frequent one in training; null when training had no such question
 */
public record JudgedAnswer(
        String source,
        String kind,
        List<String> humanAnswers,
        String answer,
        double probability,
        String blindAnswer,
        @Nullable String majorityAnswer) {
    /** Copies the list. */
    public JudgedAnswer {
        humanAnswers = List.copyOf(humanAnswers);
        if (humanAnswers.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected at least one human answer to judge '" + answer + "' by, found none");
        }
    }

    /** Its consensus accuracy. */
    public double accuracy() {
        return ConsensusAccuracy.of(humanAnswers, answer);
    }
}
