package dev.captioner.train;

import dev.captioner.model.NetworkShape;
import dev.captioner.model.NetworkShape.AttentionKind;

/**
 * The sizes and kinds of a network that a training may choose; the encoder and the vocabulary decide the rest.
 *
 * @param embedding E, the length of word and region vectors, at least 1
 * @param units H, the length of each LSTM's state, at least 1
 * @param layers 1 or 2 LSTMs
 * @param attention the score function
 */
public record NetworkSize(int embedding, int units, int layers, AttentionKind attention) {
    /** Checks the ranges. */
    public NetworkSize {
        Range.atLeast(1, embedding, "embedding");
        Range.atLeast(1, units, "units");
        if (layers != 1 && layers != 2) {
            throw new IllegalArgumentException("layers must be 1 or 2, found " + layers);
        }
    }

    /** The sizes and kinds of an existing network. */
    public static NetworkSize of(NetworkShape shape) {
        return new NetworkSize(shape.embedding(), shape.units(), shape.layers(), shape.attention());
    }
}
