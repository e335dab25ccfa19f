package dev.captioner.model;

import dev.captioner.bundle.NetworkDescription;
import java.util.OptionalInt;

/**
 * The sizes and kinds that determine every tensor of the network (docs/network.md has the equations).
 *
 * @param channels D, features of one region as the encoder gives them
 * @param embedding E, size of the space that words, regions and photos share
 * @param units H, units of each LSTM
 * @param vocabulary V, words including the special tokens
 * @param layers 2: an attention LSTM under a language LSTM; 1: a single LSTM
 * @param attention how a region is matched with the query
 * @param hops J, memory hops before an answer; 0 for a network that only captions
 */
public record NetworkShape(
        int channels, int embedding, int units, int vocabulary, int layers, AttentionKind attention, int hops) {
    private static final int MAXIMUM_HOPS = 9;

    /** Spatial attention's score function. */
    public enum AttentionKind {
        /** Dot product {@code q . r}, multiplied by {@link AttentionScores#scale}. */
        DOT,
        /** Additive: {@code v . tanh(W_k r + q)} (Bahdanau et al. 2015, appendix A.1.2). */
        ADDITIVE
    }

    /** Checks the ranges. */
    public NetworkShape {
        if (channels < 1 || embedding < 1 || units < 1 || vocabulary < 5) {
            throw new IllegalArgumentException("sizes must be positive and the vocabulary at least 5, found channels="
                    + channels + " embedding=" + embedding + " units=" + units + " vocabulary=" + vocabulary);
        }
        if (layers != 1 && layers != 2) {
            throw new IllegalArgumentException("layers must be 1 or 2, found " + layers);
        }
        if (hops < 0 || hops > MAXIMUM_HOPS) {
            throw new IllegalArgumentException("hops must be from 0 to " + MAXIMUM_HOPS + ", found " + hops);
        }
    }

    /** This shape for a network that only captions. */
    public NetworkShape(int channels, int embedding, int units, int vocabulary, int layers, AttentionKind attention) {
        this(channels, embedding, units, vocabulary, layers, attention, 0);
    }

    /** Q: units of each direction of the LSTM that reads questions. */
    public int questionUnits() {
        return (units + 1) / 2;
    }

    /** Whether the network answers questions. */
    public boolean answers() {
        return hops > 0;
    }

    /** The shape of the network in a model folder. */
    public static NetworkShape of(NetworkDescription network) {
        AttentionKind attention = switch (network.attention()) {
            case DOT -> AttentionKind.DOT;
            case ADDITIVE -> AttentionKind.ADDITIVE;
        };
        return new NetworkShape(
                network.channels(),
                network.embedding(),
                network.units(),
                network.vocabulary(),
                network.layers(),
                attention,
                network.hops().orElse(0));
    }

    /** This shape as a model folder describes it. */
    public NetworkDescription description() {
        NetworkDescription.Attention kind = switch (attention) {
            case DOT -> NetworkDescription.Attention.DOT;
            case ADDITIVE -> NetworkDescription.Attention.ADDITIVE;
        };
        return new NetworkDescription(
                channels,
                embedding,
                units,
                vocabulary,
                layers,
                kind,
                answers() ? OptionalInt.of(hops) : OptionalInt.empty());
    }
}
