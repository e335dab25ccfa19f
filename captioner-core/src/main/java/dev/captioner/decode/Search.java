package dev.captioner.decode;

import dev.captioner.api.Internal;
import java.util.List;

/**
 * The search for the sentences of one photo or question, as a state machine that {@link JointDecoding} drives: {@link #next} asks
 * for rows, {@link #receive} gets their predictions, until {@link #done}. The result does not depend on the rows of other searches
 * in the same step. Not safe for use by several threads at once.
 */
@Internal
public interface Search {
    /** Whether the sentences are complete. Once true it stays true. */
    boolean done();

    /** The rows to compute in the next step, at least one. Called once for each step, and only before the search is done. */
    Rows next();

    /**
     * Receives the predictions of the rows that {@link #next} asked for, in their order.
     *
     * @param logProbabilities {@code [rows][V]}, natural logarithms of the distribution of the next word
     * @param attention {@code [rows][L]}, the attention weights with which they were predicted; after a question {@code [L +
     *     words]}. The search may keep both
     */
    void receive(float[][] logProbabilities, float[][] attention);

    /**
     * The tokens that every sentence the search can still return begins with. It never shrinks; empty when the search cannot tell.
     * May be called between any two steps.
     */
    List<ScoredToken> stablePrefix();

    /** The sentences, best first unless the search says otherwise. Called only when the search is done. */
    List<Sentence> sentences();

    /**
     * Rows to compute. Row i reads the word {@code words[i]} after row {@code parents[i]} of the search's own rows in the step
     * before. At the first step the only parent is 0, the start of the photo or question.
     *
     * @param parents {@code [rows]}
     * @param words {@code [rows]}, word ids
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not compared
    record Rows(int[] parents, int[] words) {}
}
