package dev.captioner.evaluate.answers;

import dev.captioner.api.Internal;

/**
 * The answer to a question that a model was trained on.
 *
 * @param source the data set of the question
 * @param kind of the question, such as "yes/no"
 * @param answer the one that training aims at
 */
@Internal
public record TrainingAnswer(String source, String kind, String answer) {}
