/**
 * Decoding: beam search, sampling, constraints, exact scores of sentences and answer lists. {@link
 * dev.captioner.decode.JointDecoding} runs searches, {@link dev.captioner.decode.AnswerScoring} scores a closed list.
 */
@NullMarked
package dev.captioner.decode;

import org.jspecify.annotations.NullMarked;
