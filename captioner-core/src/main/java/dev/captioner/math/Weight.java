package dev.captioner.math;

import java.util.stream.IntStream;

/**
 * A matrix of weights that very many rows of activations are multiplied with: laid out once in the way that is fastest here. Its
 * products are those of {@link Matrix}, bit for bit. Immutable.
 */
public final class Weight {
    /** RowProducts below this many multiplications are not worth a second thread. */
    private static final long PARALLEL_FROM = 400_000;

    private final RowProducts products;
    private final int in;
    private final int out;

    private Weight(Matrix matrix) {
        products = RowProducts.with(matrix);
        in = matrix.in();
        out = matrix.out();
    }

    /** The weights of a matrix. */
    public static Weight of(Matrix matrix) {
        return new Weight(matrix);
    }

    /** The weights in a two-dimensional tensor, which are copied. */
    public static Weight of(Tensor tensor) {
        return of(Matrix.of(tensor));
    }

    /** Whether products are computed by the Vector API, which is so if Java was started with its module. */
    public static boolean usesVectors() {
        return RowProducts.areVectors();
    }

    /** The number of columns: the width of a product. */
    public int out() {
        return out;
    }

    /** Adds the product of one row: {@code y += x W}, with x {@code [in]} and y {@code [out]}. */
    public void addProduct(float[] x, float[] y) {
        addProduct(new float[][] {x}, new float[][] {y}, 1);
    }

    /**
     * Adds a product: {@code y += x W}.
     *
     * @param x {@code [B][in]}
     * @param y {@code [B][out]}, changed
     * @param threads how many may share the work; the result is the same for any number
     */
    public void addProduct(float[][] x, float[][] y, int threads) {
        long multiplications = (long) x.length * in * out;
        int parts = (int) Math.min(threads, multiplications / PARALLEL_FROM + 1);
        if (parts == 1) {
            products.addColumns(x, y, 0, out);
        } else {
            IntStream.range(0, parts)
                    .parallel()
                    .forEach(part -> products.addColumns(x, y, border(part, parts), border(part + 1, parts)));
        }
    }

    /** The first column of a part. */
    private int border(int part, int parts) {
        int tiles = (out + products.tile() - 1) / products.tile();
        return Math.min(out, (int) ((long) tiles * part / parts) * products.tile());
    }
}
