package dev.captioner.model.inference;

import dev.captioner.math.Matrix;
import dev.captioner.model.EncodedPhoto;

/**
 * A photo in the shared space, with all products that are the same at every step.
 *
 * @param grid regions along one side
 * @param photo g, {@code [E]}
 * @param gates g W_g + b, {@code [4H]}: what the photo and the bias add to the first LSTM's gates at every step
 * @param regions r_l, {@code [L, E]}
 * @param keys keys, {@code [E, L]}: r_l, or r_l W_k for additive attention
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record JavaMemory(int grid, float[] photo, float[] gates, Matrix regions, Matrix keys) implements EncodedPhoto {
    /** L. */
    int size() {
        return regions.in();
    }
}
