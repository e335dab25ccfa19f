package dev.captioner.model.inference;

import dev.captioner.model.DecoderState;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of recurrent state. The vectors are never written again, so rows that share a parent share its vectors.
 *
 * @param photos the photo of each row
 * @param vectors {@code [kind][B][width]}; the recurrent layers define the kinds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record JavaState(JavaMemory[] photos, float[][][] vectors) implements DecoderState {
    @Override
    public int rows() {
        return photos.length;
    }

    /** A state whose row i is row {@code parents[i]} of this one. */
    JavaState select(int[] parents) {
        JavaMemory[] selected = new JavaMemory[parents.length];
        float[][][] selectedVectors = new float[vectors.length][parents.length][];
        for (int row = 0; row < parents.length; row++) {
            selected[row] = photos[parents[row]];
            for (int kind = 0; kind < vectors.length; kind++) {
                selectedVectors[kind][row] = vectors[kind][parents[row]];
            }
        }
        return new JavaState(selected, selectedVectors);
    }

    /** The rows of several states, one after the other. */
    static JavaState join(List<JavaState> states) {
        JavaMemory[] photos =
                states.stream().map(JavaState::photos).flatMap(Arrays::stream).toArray(JavaMemory[]::new);
        float[][][] vectors = new float[states.get(0).vectors().length][][];
        for (int kind = 0; kind < vectors.length; kind++) {
            int k = kind;
            vectors[kind] = states.stream()
                    .map(state -> state.vectors()[k])
                    .flatMap(Arrays::stream)
                    .toArray(float[][]::new);
        }
        return new JavaState(photos, vectors);
    }
}
