package dev.captioner.model.inference;

import dev.captioner.math.Matrix;
import dev.captioner.math.Weight;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;

/** A single LSTM that reads its last context again (docs/network.md, eq. 10). Carries h, c and ctx. */
record JavaOneLayer(JavaLstm reader, Weight readerWeight, JavaAttention attention, int embedding, int units)
        implements JavaLayers {
    private static final int CONTEXT = 2;

    static JavaOneLayer of(NetworkShape shape, Weights weights, JavaAttention attention) {
        int e = shape.embedding();
        JavaLstm reader = new JavaLstm(weights, "lstm", e, e, e);
        return new JavaOneLayer(reader, reader.stack(CONTEXT), attention, e, shape.units());
    }

    @Override
    public int[] stateWidths() {
        return new int[] {units, units, embedding};
    }

    @Override
    public Read read(JavaMemory[] photos, float[][] input, float[][][] state) {
        int rows = photos.length;
        float[][] hiddenBefore = state[0];
        float[][] cellBefore = state[1];
        float[][] contextBefore = state[2];

        // h(t) = lstm([z(t), g, ctx(t-1)], h(t-1))
        float[][] gates = JavaLayers.gates(photos, input); // [B, 4H]
        readerWeight.addProduct(Matrix.beside(contextBefore, hiddenBefore), gates);
        float[][] cell = new float[rows][units];
        float[][] hidden = new float[rows][units];
        reader.update(gates, cellBefore, cell, hidden);

        float[][] weights = new float[rows][];
        float[][] context = new float[rows][embedding];
        attention.attend(photos, hidden, weights, context);
        return new Read(new float[][][] {hidden, cell, context}, hidden, context, weights);
    }
}
