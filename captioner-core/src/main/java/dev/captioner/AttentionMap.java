package dev.captioner;

import java.util.Arrays;

/**
 * Where was looked for an answer: at places of the photo and at words of the question, whose shares together sum to 1.
 *
 * @param photo {@code [g][g]}, rows from the top, columns from the left
 * @param question the share of each of the question's words
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AttentionMap(float[][] photo, float[] question) {
    /** Out of {@code [L + words]}. */
    static AttentionMap of(float[] attention, int grid) {
        float[][] photo = new float[grid][];
        for (int row = 0; row < grid; row++) {
            photo[row] = Arrays.copyOfRange(attention, row * grid, (row + 1) * grid);
        }
        return new AttentionMap(photo, Arrays.copyOfRange(attention, grid * grid, attention.length));
    }

    /** The share that each place and word would have if all were looked at alike. */
    public double even() {
        return 1.0 / ((double) photo.length * photo.length + question.length);
    }

    /** What the photo's places have together; the rest is the words'. */
    public double shareOfPhoto() {
        double sum = 0;
        for (float[] row : photo) {
            for (float share : row) {
                sum += share;
            }
        }
        return sum;
    }
}
