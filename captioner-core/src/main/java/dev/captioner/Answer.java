package dev.captioner;

/**
 * One of the answers that a question has.
 *
 * @param text as in the answer list, or as the choice was given
 * @param probability its share among the list or the choices, calibrated: they sum to 1. Of a free answer, the probability of
 *     exactly these words
 * @param logProbability natural logarithm of the network's own probability of these words and their end
 */
public record Answer(String text, double probability, double logProbability) {}
