package dev.captioner.model.training;

import static dev.captioner.math.DelayedDeallocation.kept;

import dev.captioner.text.Vocabulary;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sums of rows by number, in double precision, in their order on one thread: a sum must not depend on timing. */
final class RowSums {
    private final int width;
    private final double[] sums;

    RowSums(int size, int width) {
        this.width = width;
        this.sums = new double[size * width];
    }

    /** Adds row n to the sum of {@code numbers[n]}; rows of padding are skipped. */
    void add(int[] numbers, INDArray rows) {
        double[] values = rows.data().asDouble();
        for (int n = 0; n < numbers.length; n++) {
            for (int k = 0; numbers[n] != Vocabulary.PAD && k < width; k++) {
                sums[numbers[n] * width + k] += values[n * width + k];
            }
        }
    }

    /** The sums {@code [from, to)}, [to - from, width]. */
    INDArray rows(int from, int to, DataType type) {
        return kept(Nd4j.createFromArray(Arrays.copyOfRange(sums, from * width, to * width)))
                .castTo(type)
                .reshape('c', to - from, width);
    }
}
