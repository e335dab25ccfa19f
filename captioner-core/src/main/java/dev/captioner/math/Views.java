package dev.captioner.math;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Views of row-major arrays. {@code INDArray.get} loses dimensions of some intervals (rows of a view come back with no shape at
 * all) and costs more; these make the view from offsets and strides.
 */
public final class Views {
    private Views() {}

    /** Rows {@code [from, to)} of a matrix. */
    public static INDArray rows(INDArray matrix, long from, long to) {
        return slice(matrix, 0, from, to);
    }

    /** Columns {@code [from, to)} of a matrix. */
    public static INDArray columns(INDArray matrix, long from, long to) {
        return slice(matrix, 1, from, to);
    }

    /**
     * Indices {@code [from, to)} of one dimension, all of the others.
     *
     * @throws IndexOutOfBoundsException when the range is not inside the dimension or is empty
     */
    public static INDArray slice(INDArray array, int dimension, long from, long to) {
        if (from < 0 || to <= from || to > array.size(dimension)) {
            throw new IndexOutOfBoundsException(
                    "[" + from + ", " + to + ") of dimension " + dimension + " of size " + array.size(dimension));
        }
        long[] shape = array.shape().clone();
        shape[dimension] = to - from;
        long offset = array.offset() + from * array.stride(dimension);
        return Nd4j.create(array.data(), shape, array.stride(), offset, 'c', array.dataType());
    }
}
