package dev.captioner.decode;

import java.util.List;

/**
 * Making sentences for one photo, one decoder step at a time. A search says which rows it needs, is given what they predict,
 * and so on until it is done; whose rows are computed along with its own makes no difference to it. Not safe for use by several
 * threads at once.
 */
public interface Search {
    /** Whether nothing more is needed. */
    boolean done();

    /** The rows that the next step has to compute; at least one unless {@link #done}. */
    Rows next();

    /**
     * What the rows asked for predict.
     *
     * @param logProbabilities {@code [rows][V]}
     * @param attention {@code [rows][L]}
     */
    void receive(float[][] logProbabilities, float[][] attention);

    /** The words that every possible result begins with, as far as that is known: grows from step to step. */
    List<ScoredToken> stablePrefix();

    /** The sentences, best first; only when done. */
    List<Sentence> sentences();

    /**
     * Rows to compute: row i continues the search's own row {@code parents[i]} of the step before, or its photo's only row at the
     * first step, by reading {@code words[i]}.
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not compared
    record Rows(int[] parents, int[] words) {}
}
