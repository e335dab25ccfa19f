package dev.captioner.model;

import dev.captioner.api.Internal;
import dev.captioner.encode.RegionFeatures;
import java.util.List;

/**
 * The forward pass of the network, one word at a time (docs/network.md). Safe for use by many threads at once.
 *
 * <p>A row's numbers never depend, bit for bit, on which other rows are computed with it or on how many threads compute them.
 */
@Internal
public interface Decoder {
    /** Sizes and kinds of the network behind it. */
    NetworkShape shape();

    /** Projects a photo's regions into the shared space. */
    EncodedPhoto look(RegionFeatures features);

    /** One row for each photo, after the network has read the photo as x(-1). No word has been read yet. */
    DecoderState start(List<EncodedPhoto> photos);

    /**
     * Reads a question about each photo up to the point where the answer begins: the next word to read is the start
     * token.
     *
     * @param questions word ids, at least one in each; words outside the vocabulary are the unknown token
     * @throws IllegalStateException when the network only captions
     * @throws IllegalArgumentException when the lists differ in length, a question is empty or a word is out of range
     */
    default List<Asked> ask(List<EncodedPhoto> photos, List<int[]> questions) {
        throw new IllegalStateException("this network only captions: it has no memory hops");
    }

    /**
     * A question that has been read.
     *
     * @param state one row, from which the answer continues
     * @param hops {@code [J][L + words]}: the attention of each memory hop, regions first, then the question's words;
     *     each sums to 1
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not compared
    record Asked(DecoderState state, float[][] hops) {}

    /**
     * Reads one word in each new row. Row i continues row {@code parents[i]} of the state with the word {@code words[i]}; a
     * parent may be continued by several rows or by none.
     *
     * @throws IllegalArgumentException when the arrays differ in length or a parent or word is out of range
     */
    Step step(DecoderState state, int[] parents, int[] words);

    /** The rows of several states, one state after the other. */
    DecoderState join(List<DecoderState> states);

    /**
     * The result of reading one word in each row.
     *
     * @param state after the word
     * @param logProbabilities {@code [rows][V]}, natural logarithm of the distribution of the next word: each row's exponentials
     *     sum to 1
     * @param attention {@code [rows][L]}, attention weights for the prediction of that next word, which sum to 1;
     *     after a question {@code [L + words]}, because its words are attended to as well
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not compared
    record Step(DecoderState state, float[][] logProbabilities, float[][] attention) {}
}
