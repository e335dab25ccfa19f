package dev.captioner.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OneCycleTest {
    /**
     * Two half cosine waves as the documentation of PyTorch's OneCycleLR (cos annealing, div_factor 25, final_div_factor 1e4)
     * gives them, evaluated in Python:
     *
     * <pre>
     * from math import cos, pi
     * ann = lambda s, e, p: e + (s - e) / 2 * (1 + cos(pi * p))
     * first, last, top = 1e-3 / 25, 1e-3 / 25 / 1e4, 0.05 * 100 - 1
     * rate = lambda n: ann(first, 1e-3, n / top) if n &lt;= top else ann(1e-3, last, (n - top) / (99 - top))
     * print(rate(0), rate(1), rate(4), rate(50), rate(99))
     * </pre>
     */
    @Test
    void risesAndFallsInHalfCosineWaves() {
        OneCycle schedule = new OneCycle(1e-3, 0.05, 100);

        assertThat(schedule.rate(0)).isCloseTo(4.0e-5, within(1e-12));
        assertThat(schedule.rate(1)).isCloseTo(1.8058874503045722e-4, within(1e-12));
        assertThat(schedule.rate(4)).isCloseTo(1.0e-3, within(1e-12));
        assertThat(schedule.rate(50)).isCloseTo(5.247937781691017e-4, within(1e-12));
        assertThat(schedule.rate(99)).isCloseTo(4.0e-9, within(1e-12));
    }

    @Test
    void refusesACycleWithoutAPeak() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OneCycle(0, 0.05, 100))
                .withMessageContaining("peak");
    }
}
