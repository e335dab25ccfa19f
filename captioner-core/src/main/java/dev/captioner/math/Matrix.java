package dev.captioner.math;

import java.util.Arrays;

/**
 * A matrix of weights, {@code [in, out]}, that rows of activations are multiplied with. Immutable.
 *
 * <p>Every element of a product is {@code (((y + x_0 w_0) + x_1 w_1) + ...)} in float, in that order, with a rounding
 * after every product and every sum. So its bits do not depend on the other rows, the threads, the processor or the
 * virtual machine. This is also why no fused multiply-add is used: where the processor
 * has none, {@link Math#fma(float, float, float)} is a thousand times slower, and where it is emulated otherwise it rounds
 * differently.
 */
public final class Matrix {
    /**
     * Columns of a block: all gates of an LSTM. Wide enough to amortise the start and end of vector loops and of
     * prefetching, narrow enough that 32 rows of activations stay in the second-level cache.
     */
    private static final int TILE = 2048;

    private final float[][] rows;
    private final int columns;

    private Matrix(float[][] rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** A matrix over the given rows, which are not copied and must be of equal length. */
    public static Matrix of(float[][] rows) {
        return new Matrix(rows, rows.length == 0 ? 0 : rows[0].length);
    }

    /** A copy of a two-dimensional tensor. */
    public static Matrix of(Tensor tensor) {
        return ofRows(tensor, 0, tensor.size(0));
    }

    /** A copy of rows {@code from} to {@code to - 1} of a two-dimensional tensor. */
    public static Matrix ofRows(Tensor tensor, int from, int to) {
        int columns = tensor.size(1);
        float[][] rows = new float[to - from][columns];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(tensor.values(), (from + row) * columns, rows[row], 0, columns);
        }
        return new Matrix(rows, columns);
    }

    /**
     * Matrices of equal width, stacked vertically; their rows are not copied. A product with the stack is the sum of
     * their products, in their order.
     */
    public static Matrix stack(Matrix... parts) {
        return of(Arrays.stream(parts).map(Matrix::rows).flatMap(Arrays::stream).toArray(float[][]::new));
    }

    /** Activations side by side, {@code [B][sum of widths]}: the left operand for a {@link #stack}. */
    public static float[][] beside(float[][]... parts) {
        float[][] joined = new float[parts[0].length][];
        for (int row = 0; row < joined.length; row++) {
            int width = 0;
            for (float[][] part : parts) {
                width += part[row].length;
            }
            joined[row] = new float[width];
            int at = 0;
            for (float[][] part : parts) {
                System.arraycopy(part[row], 0, joined[row], at, part[row].length);
                at += part[row].length;
            }
        }
        return joined;
    }

    /** The number of rows: the width of the left operand of a product. */
    public int in() {
        return rows.length;
    }

    /** The number of columns: the width of a product. */
    public int out() {
        return columns;
    }

    /** One row: the matrix's own array, not to be written. */
    public float[] row(int index) {
        return rows[index];
    }

    /** All rows, not to be written. */
    public float[][] rows() {
        return rows;
    }

    /** The matrix with rows and columns exchanged. */
    public Matrix transpose() {
        float[][] transposed = new float[columns][rows.length];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column][row] = rows[row][column];
            }
        }
        return new Matrix(transposed, rows.length);
    }

    /** Adds the product of one row: {@code y += x W}, with x {@code [in]} and y {@code [out]}. */
    public void addProduct(float[] x, float[] y) {
        addProduct(new float[][] {x}, new float[][] {y});
    }

    /**
     * Adds the product of several rows: {@code y += x W}, with x {@code [B][in]} and y {@code [B][out]}. A {@link
     * Weight} is faster for many rows.
     */
    void addProduct(float[][] x, float[][] y) {
        for (int left = 0; left < columns; left += TILE) {
            int right = Math.min(columns, left + TILE);
            int k = 0;
            for (; k + 3 < rows.length; k += 4) {
                for (int row = 0; row < x.length; row++) {
                    addFour(x[row], k, y[row], left, right);
                }
            }
            for (; k < rows.length; k++) {
                for (int row = 0; row < x.length; row++) {
                    addOne(y[row], x[row][k], rows[k], left, right);
                }
            }
        }
    }

    private void addFour(float[] x, int k, float[] y, int from, int to) {
        addFour(y, x[k], rows[k], x[k + 1], rows[k + 1], x[k + 2], rows[k + 2], x[k + 3], rows[k + 3], from, to);
    }

    // Small methods of one loop over arrays with one index are what the just-in-time compiler turns into vector
    // instructions; four rows at once read and write y a quarter as often. With eight, Java 25 gives up on vectors.
    private static void addFour(
            float[] y,
            float x0,
            float[] w0,
            float x1,
            float[] w1,
            float x2,
            float[] w2,
            float x3,
            float[] w3,
            int from,
            int to) {
        for (int j = from; j < to; j++) {
            y[j] = y[j] + x0 * w0[j] + x1 * w1[j] + x2 * w2[j] + x3 * w3[j];
        }
    }

    private static void addOne(float[] y, float x0, float[] w0, int from, int to) {
        for (int j = from; j < to; j++) {
            y[j] = y[j] + x0 * w0[j];
        }
    }
}
