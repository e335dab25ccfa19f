package dev.captioner.decode;

import dev.captioner.api.Internal;
import java.util.List;

/**
 * How much decoding a request can take at most, known before it begins.
 *
 * @param steps steps of the decoder, one after the other
 * @param rows rows of all steps together
 */
@Internal
public record DecodingWork(long steps, long rows) {
    /** No decoding. */
    public static final DecodingWork NONE = new DecodingWork(0, 0);

    /** The same number of rows in each step. */
    static DecodingWork of(long steps, long rowsPerStep) {
        return new DecodingWork(steps, steps * rowsPerStep);
    }

    /** Sentences that are read to their ends side by side, as their exact scores need it. */
    public static DecodingWork ofSentences(List<? extends List<?>> sentences) {
        long longest = 0;
        long rows = 0;
        for (List<?> sentence : sentences) {
            longest = Math.max(longest, sentence.size() + 1L);
            rows += sentence.size() + 1L;
        }
        return new DecodingWork(longest, rows);
    }

    /** This work and more. */
    public DecodingWork plus(DecodingWork more) {
        return new DecodingWork(steps + more.steps, rows + more.rows);
    }
}
