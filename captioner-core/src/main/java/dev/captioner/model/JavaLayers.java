package dev.captioner.model;

/** The recurrent layers with their attention: everything between the word read and the output layer. */
sealed interface JavaLayers permits JavaOneLayer, JavaTwoLayers {
    /** The LSTM that reads words and photos. */
    JavaLstm reader();

    /** Widths of the vectors that a row carries from step to step. */
    int[] stateWidths();

    /**
     * Reads one vector in each row.
     *
     * @param input z(t), {@code [B][E]}: words, or photos as x(-1)
     * @param state {@code [kind][B][width]} before
     * @return what there is after
     */
    Read read(JavaMemory[] photos, float[][] input, float[][][] state, int threads);

    /**
     * What reading gave.
     *
     * @param state {@code [kind][B][width]}
     * @param hidden {@code [B][H]}, h of the upper layer
     * @param context {@code [B][E]}
     * @param attention {@code [B][L]}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Read(float[][][] state, float[][] hidden, float[][] context, float[][] attention) {}

    /** Parts of the reading LSTM's input that both forms begin with. */
    int WORD = 0;

    /** The photo's part; its product is kept with the photo. */
    int PHOTO = 1;

    /** A copy of what each photo adds to the reading LSTM's gates, {@code [B][4H]}. */
    static float[][] photoGates(JavaMemory[] photos) {
        float[][] gates = new float[photos.length][];
        for (int row = 0; row < gates.length; row++) {
            gates[row] = photos[row].gates().clone();
        }
        return gates;
    }
}
