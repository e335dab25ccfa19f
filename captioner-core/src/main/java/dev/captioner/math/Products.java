package dev.captioner.math;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Matrix products on ND4J for row-major matrices, without copies.
 *
 * <p>ND4J's product wants column-major operands and a column-major result, and silently copies others. A row-major matrix is
 * the column-major view of its transpose, so {@code C = A B} is computed as {@code C' = B' A'}: same memory, no copy, 1.5 to 3
 * times the speed of {@code mmuli}. Arguments may be blocks of rows of a larger matrix.
 */
public final class Products {
    private Products() {}

    /** {@code c = a b}, shapes [m, k] [k, n] -> [m, n]. */
    public static void multiply(INDArray a, INDArray b, INDArray c) {
        Nd4j.gemm(b.transpose(), a.transpose(), c.transpose(), false, false, 1, 0);
    }

    /** {@code c += a b}, shapes [m, k] [k, n] -> [m, n]. */
    public static void addMultiply(INDArray a, INDArray b, INDArray c) {
        Nd4j.gemm(b.transpose(), a.transpose(), c.transpose(), false, false, 1, 1);
    }

    /** {@code c += a b'}, shapes [m, k] [n, k] -> [m, n]. */
    public static void addMultiplyTransposed(INDArray a, INDArray b, INDArray c) {
        Nd4j.gemm(b.transpose(), a.transpose(), c.transpose(), true, false, 1, 1);
    }

    /** {@code c = a b'}, shapes [m, k] [n, k] -> [m, n]. */
    public static void multiplyTransposed(INDArray a, INDArray b, INDArray c) {
        Nd4j.gemm(b.transpose(), a.transpose(), c.transpose(), true, false, 1, 0);
    }

    /** {@code c += a' b}, shapes [k, m] [k, n] -> [m, n]: a weight gradient from inputs and output gradients. */
    public static void addTransposedMultiply(INDArray a, INDArray b, INDArray c) {
        Nd4j.gemm(b.transpose(), a.transpose(), c.transpose(), false, true, 1, 1);
    }
}
