package dev.captioner.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AdamWTest {
    @Test
    void followsTheAlgorithmOfThePaper() {
        double[] expected = {0.5, -1.25, 2};
        double[] m = new double[3];
        double[] v = new double[3];
        INDArray values = Nd4j.createFromArray(expected).castTo(DataType.DOUBLE);
        AdamW optimiser = new AdamW(values, 0.1, 100);

        for (int t = 1; t <= 5; t++) {
            double[] gradients = {0.3 * t, -0.02, Math.sin(t)};
            double rate = 0.01 / t;
            for (int i = 0; i < 3; i++) { // Loshchilov & Hutter 2019, algorithm 2, lines 6 to 12
                m[i] = 0.9 * m[i] + 0.1 * gradients[i];
                v[i] = 0.98 * v[i] + 0.02 * gradients[i] * gradients[i];
                double step = m[i] / (1 - Math.pow(0.9, t)) / (Math.sqrt(v[i] / (1 - Math.pow(0.98, t))) + 1e-8);
                expected[i] -= rate * (step + 0.1 * expected[i]);
            }
            INDArray given = Nd4j.createFromArray(gradients);
            optimiser.update(values, given, given.norm2Number().doubleValue(), rate, t - 1);

            for (int i = 0; i < 3; i++) {
                assertThat(values.getDouble(i)).isCloseTo(expected[i], within(1e-7));
            }
        }
    }

    @Test
    void aGradientLongerThanTheLimitIsShortenedToIt() {
        INDArray values = Nd4j.zeros(DataType.DOUBLE, 2);
        AdamW optimiser = new AdamW(values, 0, 1);

        optimiser.update(values, Nd4j.createFromArray(30.0, 40.0), 50, 1e-3, 0);

        assertThat(optimiser.firstMoment().getDouble(0)).isCloseTo(0.1 * 0.6, within(1e-9));
        assertThat(optimiser.firstMoment().getDouble(1)).isCloseTo(0.1 * 0.8, within(1e-9));
    }
}
