package dev.captioner.evaluate.answers;

/**
 * What comes of answering only when sure enough.
 *
 * @param threshold the probability from which on the model answers
 * @param coverage share of the questions that it then answers
 * @param risk share of these answers that is wrong, 1 minus their accuracy
 */
public record RiskCoveragePoint(double threshold, double coverage, double risk) {}
