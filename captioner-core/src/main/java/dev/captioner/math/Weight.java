package dev.captioner.math;

/**
 * A matrix of weights for very many products, stored in the layout that is fastest on this machine. Its products have
 * the bits of {@link Matrix}. Immutable.
 */
public final class Weight {
    private final RowProducts products;
    private final int out;

    private Weight(Matrix matrix) {
        products = RowProducts.with(matrix);
        out = matrix.out();
    }

    /** Copies the weights of a matrix. */
    public static Weight of(Matrix matrix) {
        return new Weight(matrix);
    }

    /** Copies the weights of a two-dimensional tensor. */
    public static Weight of(Tensor tensor) {
        return of(Matrix.of(tensor));
    }

    /** Computes products until the virtual machine has compiled the code: about a tenth of a second. */
    public static void warmUp() {
        Weight weight = of(Matrix.of(new float[512][256]));
        float[][] x = new float[8][512]; // a whole block of rows and a remainder
        float[][] y = new float[8][256];
        for (int round = 0; round < 50; round++) {
            weight.addProduct(x, y);
        }
    }

    /** Whether the Vector API computes the products: Java was started with its module. */
    public static boolean usesVectors() {
        return RowProducts.areVectors();
    }

    /** The number of columns: the width of a product. */
    public int out() {
        return out;
    }

    /** Adds the product of one row: {@code y += x W}, with x {@code [in]} and y {@code [out]}. */
    public void addProduct(float[] x, float[] y) {
        addProduct(new float[][] {x}, new float[][] {y});
    }

    /**
     * Adds a product: {@code y += x W}.
     *
     * @param x {@code [B][in]}
     * @param y {@code [B][out]}, changed
     */
    public void addProduct(float[][] x, float[][] y) {
        products.addTo(x, y);
    }
}
