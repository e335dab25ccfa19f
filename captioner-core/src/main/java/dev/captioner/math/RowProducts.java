package dev.captioner.math;

import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;

/**
 * Products of rows of activations with one matrix. Every implementation gives the bits that {@link Matrix} specifies.
 */
@FunctionalInterface
interface RowProducts {
    /**
     * Adds a product: {@code y += x W}.
     *
     * @param x {@code [B][in]}
     * @param y {@code [B][out]}, changed
     */
    void addTo(float[][] x, float[][] y);

    /** The fastest implementation on this virtual machine. */
    static RowProducts with(Matrix matrix) {
        if (Vector.PRODUCTS == null) {
            return matrix::addProduct;
        }
        try {
            return Vector.PRODUCTS.newInstance((Object) matrix.rows());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the Vector API is used: Java was started with its module. */
    static boolean areVectors() {
        return Vector.PRODUCTS != null;
    }

    /** The implementation that is compiled separately, because not every Java has the module that it needs. */
    final class Vector {
        private static final @Nullable Constructor<? extends RowProducts> PRODUCTS = find();

        private Vector() {}

        private static @Nullable Constructor<? extends RowProducts> find() {
            if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
                return null;
            }
            try {
                return Class.forName("dev.captioner.math.VectorRowProducts")
                        .asSubclass(RowProducts.class)
                        .getDeclaredConstructor(float[][].class);
            } catch (ReflectiveOperationException e) {
                return null; // built without it
            }
        }
    }
}
