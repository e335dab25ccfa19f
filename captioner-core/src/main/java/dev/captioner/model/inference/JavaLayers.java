package dev.captioner.model.inference;

/** The recurrent layers with their attention: everything between the word read and the output layer. */
sealed interface JavaLayers permits JavaOneLayer, JavaTwoLayers {
    /** The LSTM that reads words and photos. */
    JavaLstm reader();

    /** Widths of the vectors that a row carries from step to step. */
    int[] stateWidths();

    /**
     * Reads one vector in each row.
     *
     * @param input z(t) W_z, {@code [B][4H]}, of words, or of photos as x(-1); not to be written
     * @param state {@code [kind][B][width]} before
     * @return what there is after
     */
    Read read(JavaMemory[] photos, float[][] input, float[][][] state);

    /**
     * The result of reading a vector.
     *
     * @param state {@code [kind][B][width]}
     * @param hidden {@code [B][H]}, h of the upper layer
     * @param context {@code [B][E]}
     * @param attention {@code [B][L]}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Read(float[][][] state, float[][] hidden, float[][] context, float[][] attention) {}

    /** The word's part of the reading LSTM's input, of both forms; its product is {@link JavaInput}'s. */
    int WORD = 0;

    /** The photo's part; its product is kept with the photo. */
    int PHOTO = 1;

    /** The sum of the photo's part and the input's part of the first LSTM's gates, {@code [B][4H]}. */
    static float[][] gates(JavaMemory[] photos, float[][] input) {
        float[][] gates = new float[photos.length][];
        for (int row = 0; row < gates.length; row++) {
            gates[row] = photos[row].gates().clone();
            add(input[row], gates[row]);
        }
        return gates;
    }

    private static void add(float[] x, float[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] += x[j];
        }
    }
}
