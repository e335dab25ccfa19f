package dev.captioner.decode;

/**
 * A word of a sentence.
 *
 * @param id in the vocabulary
 * @param logProbability natural logarithm of the network's probability of this word here
 * @param attention alpha, {@code [L]}: where the network looked for it, summing to 1; shared, not to be written
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ScoredToken(int id, float logProbability, float[] attention) {}
