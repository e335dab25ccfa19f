package dev.captioner.model;

import dev.captioner.encode.RegionFeatures;
import java.util.List;

/**
 * The network used forward, one word at a time (docs/network.md). Safe for use by many threads at once.
 *
 * <p>A row's numbers never depend, bit for bit, on which other rows are computed with it or on how many threads compute them.
 */
public interface Decoder {
    /** Sizes and kinds of the network behind it. */
    NetworkShape shape();

    /** Projects a photo's regions into the shared space. */
    EncodedPhoto look(RegionFeatures features);

    /** One row for each photo, after the network has read the photo as x(-1). No word has been read yet. */
    DecoderState start(List<EncodedPhoto> photos);

    /**
     * For each photo its question, read up to where the answer begins: the next word to be read is the start token.
     *
     * @param questions word ids, at least one in each; the unknown token stands for words that the vocabulary does not have
     * @throws IllegalStateException when the network captions and is asked nothing
     * @throws IllegalArgumentException when the lists differ in length, a question is empty or a word is out of range
     */
    default List<Asked> ask(List<EncodedPhoto> photos, List<int[]> questions) {
        throw new IllegalStateException("this network captions and is asked nothing: it has no hops");
    }

    /**
     * A question as it has been read.
     *
     * @param state one row, to go on from
     * @param hops {@code [J][L + words]}: what each memory hop looked at, regions first, then the question's words; each sums to 1
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
     * What reading one word gave in each row.
     *
     * @param state to go on from
     * @param logProbabilities {@code [rows][V]}, natural logarithm of the distribution of the next word: each row's exponentials
     *     sum to 1
     * @param attention {@code [rows][L]}, where the row looked to predict that next word: sums to 1; after a question
     *     {@code [L + words]}, for its words are looked at as well
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not compared
    record Step(DecoderState state, float[][] logProbabilities, float[][] attention) {}
}
