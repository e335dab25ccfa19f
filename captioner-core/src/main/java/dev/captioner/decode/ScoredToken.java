package dev.captioner.decode;

import dev.captioner.api.Internal;

/**
 * A word of a sentence with its score.
 *
 * @param id of the word in the vocabulary
 * @param logProbability natural logarithm of the network's probability of the word, given the photo and the words before
 * @param attention alpha, {@code [L]}: the attention weights with which the word was predicted, summing to 1; shared, not to be
 *     modified
 */
@Internal
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ScoredToken(int id, float logProbability, float[] attention) {}
