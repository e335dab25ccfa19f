package dev.captioner.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.OptionalInt;

/**
 * Sizes and kinds of the network whose tensors are in {@code weights.safetensors}.
 *
 * @param channels D, features of one region as the encoder gives them
 * @param embedding E, size of the space that words, regions and photos share
 * @param units H, units of each LSTM
 * @param vocabulary V, words including the special tokens: the lines of {@code vocabulary.txt}
 * @param layers of the LSTM
 * @param attention how a region is matched with the query
 * @param hops J, memory hops before an answer; absent in a network that only captions
 */
public record NetworkDescription(
        int channels,
        int embedding,
        int units,
        int vocabulary,
        int layers,
        Attention attention,

        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt hops) {
    /** Kinds of spatial attention. */
    public enum Attention {
        /** Scaled dot product. */
        @JsonProperty("dot")
        DOT,
        /** Additive. */
        @JsonProperty("additive")
        ADDITIVE
    }

    /** Checks that sizes are positive. */
    public NetworkDescription {
        if (channels < 1 || embedding < 1 || units < 1 || vocabulary < 1 || layers < 1 || hops.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "expected positive sizes, found channels=" + channels + " embedding=" + embedding + " units="
                            + units + " vocabulary=" + vocabulary + " layers=" + layers + " hops=" + hops);
        }
    }
}
