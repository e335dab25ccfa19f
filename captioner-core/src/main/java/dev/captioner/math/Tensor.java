package dev.captioner.math;

import java.util.Arrays;

/**
 * A dense block of floats in row-major (C) order with its shape.
 *
 * <p>The values are shared, not copied: all threads read the tensors of a model, so they must not be written.
 */
public final class Tensor {
    private final float[] values;
    private final int[] shape;

    private Tensor(float[] values, int[] shape) {
        this.values = values;
        this.shape = shape;
    }

    /**
     * A tensor over the given values, which are not copied.
     *
     * @throws IllegalArgumentException when a dimension is negative or the shape does not hold as many values as there are
     */
    public static Tensor of(float[] values, int... shape) {
        long size = 1;
        for (int dimension : shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException("negative dimension in shape " + Arrays.toString(shape));
            }
            size *= dimension;
        }
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " holds " + size + " values, found " + values.length);
        }
        return new Tensor(values, shape.clone());
    }

    /** The values in row-major order: the tensor's own array, not to be written. */
    public float[] values() {
        return values;
    }

    /** A copy of the shape. */
    public int[] shape() {
        return shape.clone();
    }

    /** How many dimensions there are. */
    public int rank() {
        return shape.length;
    }

    /** The size of one dimension, counted from 0. */
    public int size(int dimension) {
        return shape[dimension];
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
