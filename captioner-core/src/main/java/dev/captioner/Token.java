package dev.captioner;

import dev.captioner.decode.ScoredToken;
import java.util.Arrays;

/**
 * A word of a caption.
 *
 * @param text the word
 * @param logProbability natural logarithm of the network's probability of this word here
 * @param attention {@code [g][g]}, rows from the top, columns from the left: the attention weights over the photo's regions at this
 *     word; they sum to 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Token(String text, double logProbability, float[][] attention) {
    static Token of(String text, ScoredToken word, int grid) {
        float[][] attention = new float[grid][];
        for (int row = 0; row < grid; row++) {
            attention[row] = Arrays.copyOfRange(word.attention(), row * grid, (row + 1) * grid);
        }
        return new Token(text, word.logProbability(), attention);
    }
}
