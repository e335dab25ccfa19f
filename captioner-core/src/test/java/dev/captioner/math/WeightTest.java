package dev.captioner.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.JRE.JAVA_26;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** Here Java was started with the module of the Vector API, so a weight's products are computed by it. */
class WeightTest {
    private final Random random = new Random(1);

    @Test
    @EnabledForJreRange(max = JAVA_26)
    void usesTheVectorApiWhereJavaHasIt() {
        assertThat(Weight.usesVectors()).isTrue();
    }

    @Provide
    Arbitrary<Integer> columns() {
        return Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.integers().between(1, 700)),
                Tuple.of(1, Arbitraries.integers().between(1, 40_000)));
    }

    @Property(tries = 60, seed = "1")
    void everyElementIsTheSumInOrderWithARoundingAfterEachStep(
            @ForAll @IntRange(min = 1, max = 40) int in,
            @ForAll("columns") int out,
            @ForAll @IntRange(max = 13) int rows) {
        Matrix matrix = Matrix.of(randomRows(in, out));
        float[][] x = randomRows(rows, in);
        float[][] y = randomRows(rows, out);
        float[][] expected = sum(y, x, matrix);

        float[][] byWeight = copy(y);
        Weight.of(matrix).addProduct(x, byWeight);
        assertThat(byWeight).isDeepEqualTo(expected);

        float[][] byLoops = copy(y);
        matrix.addProduct(x, byLoops);
        assertThat(byLoops).isDeepEqualTo(expected);
    }

    /** The compiler's code is another than the interpreter's, and comes only after many rounds. */
    @Test
    void bitsStayWhenTheCodeIsCompiled() {
        Matrix matrix = Matrix.of(randomRows(512, 200));
        Weight weight = Weight.of(matrix);
        float[][] x = randomRows(8, 512);
        float[][] start = randomRows(8, 200);
        float[][] expected = sum(start, x, matrix);
        for (int round = 0; round < 500; round++) {
            float[][] y = copy(start);
            weight.addProduct(x, y);
            assertThat(y).isDeepEqualTo(expected);
        }
    }

    private static float[][] sum(float[][] y, float[][] x, Matrix matrix) {
        float[][] sum = copy(y);
        for (int row = 0; row < y.length; row++) {
            for (int j = 0; j < matrix.out(); j++) {
                for (int k = 0; k < matrix.in(); k++) {
                    sum[row][j] += x[row][k] * matrix.row(k)[j];
                }
            }
        }
        return sum;
    }

    private static float[][] copy(float[][] rows) {
        float[][] copy = new float[rows.length][];
        for (int row = 0; row < copy.length; row++) {
            copy[row] = rows[row].clone();
        }
        return copy;
    }

    private float[][] randomRows(int rows, int columns) {
        float[][] values = new float[rows][columns];
        for (float[] row : values) {
            for (int j = 0; j < columns; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return values;
    }
}
