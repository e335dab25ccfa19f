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

    /** Whether the Vector API is used: Java was started with the options for it. */
    static boolean areVectors() {
        return Vector.PRODUCTS != null;
    }

    /**
     * The implementation that is compiled separately, because not every Java has the module that it needs. Java resolves this module
     * at its start with {@code --add-modules}, but then prints a warning. The launcher lets this class load the module instead, by
     * {@code --add-exports java.base/jdk.internal.module=ALL-UNNAMED -XX:+UnlockExperimentalVMOptions -XX:+EnableVectorSupport}; the last
     * option is the one that {@code --add-modules} implies.
     */
    final class Vector {
        private static final String MODULE = "jdk.incubator.vector";
        private static final String LOADER_PACKAGE = "jdk.internal.module";

        private static final @Nullable Constructor<? extends RowProducts> PRODUCTS = find();

        private Vector() {}

        private static @Nullable Constructor<? extends RowProducts> find() {
            if (ModuleLayer.boot().findModule(MODULE).isEmpty() && !isLoaded()) {
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

        /** Loads the module if the launcher allows it and this Java has it, as Java itself does for agents. */
        private static boolean isLoaded() {
            if (!Object.class.getModule().isExported(LOADER_PACKAGE, Vector.class.getModule())) {
                return false;
            }
            try {
                Class.forName(LOADER_PACKAGE + ".Modules")
                        .getMethod("loadModule", String.class)
                        .invoke(null, MODULE);
                return true;
            } catch (ReflectiveOperationException e) {
                return false; // plain loops give the same bits
            }
        }
    }
}
