package dev.captioner;

import java.util.Arrays;

/**
 * Attention weights over the regions of the photo and the words of the question. Together they sum to 1.
 *
 * @param photo {@code [g][g]}, rows from the top, columns from the left
 * @param question one weight for each word of the question; empty for a caption
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

    /** The weight of each region and word under uniform attention. */
    public double even() {
        return 1.0 / ((double) photo.length * photo.length + question.length);
    }

    /** The sum of the weights of the regions; the rest is on the words of the question. */
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
