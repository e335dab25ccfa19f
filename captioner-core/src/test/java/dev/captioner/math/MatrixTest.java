package dev.captioner.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MatrixTest {
    @Test
    void everyElementIsTheSumInOrderWithARoundingAfterEachStep() {
        Random random = new Random(1);
        for (int trial = 0; trial < 60; trial++) {
            int in = 1 + random.nextInt(40);
            int out = 1 + random.nextInt(trial % 10 == 0 ? 40_000 : 700);
            int rows = 1 + random.nextInt(6);
            Matrix matrix = Matrix.of(randomRows(random, in, out));
            float[][] x = randomRows(random, rows, in);
            float[][] y = randomRows(random, rows, out);
            float[][] expected = new float[rows][];
            for (int row = 0; row < rows; row++) {
                expected[row] = y[row].clone();
                for (int j = 0; j < out; j++) {
                    for (int k = 0; k < in; k++) {
                        expected[row][j] += x[row][k] * matrix.row(k)[j];
                    }
                }
            }
            matrix.addProduct(x, y, 1 + trial % 4);
            assertThat(y).isDeepEqualTo(expected);
        }
    }

    @Test
    void readsRowsOfATensorAndTransposes() {
        Matrix matrix = Matrix.ofRows(Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2), 1, 4);
        assertThat(matrix.transpose().rows()).isDeepEqualTo(new float[][] {{3, 5, 7}, {4, 6, 8}});
    }

    private static float[][] randomRows(Random random, int rows, int columns) {
        float[][] values = new float[rows][columns];
        for (float[] row : values) {
            for (int j = 0; j < columns; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return values;
    }
}
