package dev.captioner.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MatrixTest {
    @Test
    void readsRowsOfATensorAndTransposes() {
        Matrix matrix = Matrix.ofRows(Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2), 1, 4);
        assertThat(matrix.transpose().rows()).isDeepEqualTo(new float[][] {{3, 5, 7}, {4, 6, 8}});
    }
}
