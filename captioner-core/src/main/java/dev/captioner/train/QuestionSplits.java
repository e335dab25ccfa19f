package dev.captioner.train;

import java.util.ArrayList;
import java.util.List;

/**
 * Questions divided into those to learn from and those to judge by.
 *
 * @param training to learn from
 * @param development to judge by
 */
public record QuestionSplits(List<AskedPhoto> training, List<AskedPhoto> development) {
    /** No questions. */
    public static final QuestionSplits NONE = new QuestionSplits(List.of(), List.of());

    /** Copies the lists. */
    public QuestionSplits {
        training = List.copyOf(training);
        development = List.copyOf(development);
    }

    /** Both together. */
    public QuestionSplits and(QuestionSplits other) {
        List<AskedPhoto> allTraining = new ArrayList<>(training);
        allTraining.addAll(other.training);
        List<AskedPhoto> allDevelopment = new ArrayList<>(development);
        allDevelopment.addAll(other.development);
        return new QuestionSplits(allTraining, allDevelopment);
    }
}
