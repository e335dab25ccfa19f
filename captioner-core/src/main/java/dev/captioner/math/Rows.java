package dev.captioner.math;

import static dev.captioner.math.DelayedDeallocation.kept;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Gathers and scatters rows of row-major matrices. */
public final class Rows {
    private Rows() {}

    /** Copies the rows with the given numbers; a number may occur several times. */
    public static INDArray gather(INDArray matrix, int[] rows) {
        return Nd4j.pullRows(matrix, 1, rows);
    }

    /**
     * Adds values to the rows of the given numbers.
     *
     * @param rows all different
     */
    public static void add(INDArray matrix, int[] rows, INDArray values) {
        Nd4j.exec(DynamicCustomOp.builder("scatter_add")
                .addInputs(matrix, kept(Nd4j.createFromArray(rows)), values)
                .addOutputs(matrix)
                .build());
    }
}
