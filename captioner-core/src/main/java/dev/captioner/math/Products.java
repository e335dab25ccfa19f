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

    /** {@code v += 1' a}, [m, n] -> [n]: sums over rows, five times as fast as {@code sum(0)}. */
    public static void addColumnSums(INDArray a, INDArray v) {
        INDArray ones = Nd4j.ones(a.dataType(), 1, a.size(0));
        addMultiply(ones, a, v.reshape('c', 1, a.size(1)));
    }

    /** {@code a 1}, [m, n] -> [m, 1]: sums over columns. */
    public static INDArray rowSums(INDArray a) {
        INDArray sums = Nd4j.createUninitialized(a.dataType(), new long[] {a.size(0), 1}, 'c');
        multiply(a, Nd4j.ones(a.dataType(), a.size(1), 1), sums);
        return sums;
    }
}
