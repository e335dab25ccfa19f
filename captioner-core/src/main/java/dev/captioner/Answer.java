package dev.captioner;

/**
 * An answer to a question.
 *
 * @param text as in the answer list, or as the choice was given; for a free answer, its words with spaces between them
 * @param probability calibrated: the probabilities of the list, or of the choices, sum to 1. For a free answer, the network's
 *     probability of exactly these words
 * @param logProbability natural logarithm of the network's own probability of these words and the end token
 */
public record Answer(String text, double probability, double logProbability) {}
