package dev.captioner.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ActivationsTest {
    @Test
    void areWithinTheStatedErrorOfTheExactFunctions() {
        double worstTanh = 0;
        double worstSigmoid = 0;
        for (int i = -1_200_000; i <= 1_200_000; i++) {
            float x = i / 50_000f;
            worstTanh = Math.max(worstTanh, Math.abs(Activations.tanh(x) - Math.tanh(x)));
            worstSigmoid = Math.max(worstSigmoid, Math.abs(Activations.sigmoid(x) - 1 / (1 + Math.exp(-(double) x))));
        }
        assertThat(worstTanh).isLessThan(2e-7);
        assertThat(worstSigmoid).isLessThan(2e-7);
    }

    @Test
    void stayInRangeForEveryArgument() {
        for (float x : new float[] {Float.MAX_VALUE, Float.POSITIVE_INFINITY, 9, 8.99f, 30, 1e10f}) {
            assertThat(Activations.tanh(x)).isBetween(0.9999999f, 1f);
            assertThat(Activations.tanh(-x)).isBetween(-1f, -0.9999999f);
            assertThat(Activations.sigmoid(x)).isBetween(0.9998f, 1f);
            assertThat(Activations.sigmoid(-x)).isBetween(0f, 0.0002f);
        }
        assertThat(Activations.tanh(0)).isZero();
        assertThat(Activations.sigmoid(0)).isEqualTo(0.5f);
        assertThat(Activations.tanh(Float.NaN)).isNaN();
    }

    @Test
    void exponentialIsWithinTheStatedErrorAndSumsToOne() {
        for (double x = -64; x <= 0; x += 0.013) {
            assertThat(Softmax.exp(x) / Math.exp(x)).isCloseTo(1, within(1e-9));
        }
        float[] row = {3, -200, 1.5f, 3, Float.NEGATIVE_INFINITY};
        Softmax.softmax(row);
        assertThat((double) row[0] + row[1] + row[2] + row[3] + row[4]).isCloseTo(1, within(1e-7));
        assertThat(row[0]).isEqualTo(row[3]);
    }
}
