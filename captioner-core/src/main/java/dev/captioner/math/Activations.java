package dev.captioner.math;

/**
 * The network's activation functions, computed by additions, multiplications and divisions only. The just-in-time
 * compiler vectorises them, and unlike {@link Math#tanh} they give the same bits on every machine.
 */
public final class Activations {
    /** tanh(9) differs from 1 by less than half a unit in the last place of a float. */
    private static final float TANH_LIMIT = 9;

    private Activations() {}

    /**
     * Hyperbolic tangent; at most 2e-7 from the exact value, for all arguments.
     *
     * <p>Lambert's continued fraction x / (1 + x^2 / (3 + x^2 / (5 + ...))), cut after seven terms, of a quarter of the argument,
     * and twice tanh 2y = 2 tanh y / (1 + tanh^2 y).
     */
    public static float tanh(float x) {
        float y = Math.max(-TANH_LIMIT, Math.min(TANH_LIMIT, x)) * 0.25f;
        float s = y * y;
        float quarter = y * (135135 + s * (17325 + s * (378 + s))) / (135135 + s * (62370 + s * (3150 + s * 28)));
        float half = 2 * quarter / (1 + quarter * quarter);
        return 2 * half / (1 + half * half);
    }

    /** The logistic function 1 / (1 + e^-x); at most 2e-7 from the exact value, for all arguments. */
    public static float sigmoid(float x) {
        return 0.5f + 0.5f * tanh(0.5f * x);
    }

    /** Replaces every negative value by 0. */
    public static void relu(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, values[i]);
        }
    }
}
