package dev.captioner.model.inference;

import dev.captioner.math.Matrix;
import dev.captioner.math.Weight;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;

/** An attention LSTM under a language LSTM (docs/network.md, eq. 7 and 8). Carries h1, c1, h2 and c2. */
record JavaTwoLayers(
        JavaLstm reader,
        Weight readerWeight,
        JavaAttention attention,
        JavaLstm language,
        Weight languageWeight,
        int embedding,
        int units)
        implements JavaLayers {
    private static final int LANGUAGE_STATE = 2;
    private static final int CONTEXT = 0;
    private static final int READER_STATE = 1;

    static JavaTwoLayers of(NetworkShape shape, Weights weights, JavaAttention attention) {
        int e = shape.embedding();
        int h = shape.units();
        JavaLstm reader = new JavaLstm(weights, "attention_lstm", e, e, h);
        JavaLstm language = new JavaLstm(weights, "language_lstm", e, h);
        return new JavaTwoLayers(
                reader, reader.stack(LANGUAGE_STATE), attention, language, language.stack(CONTEXT, READER_STATE), e, h);
    }

    @Override
    public int[] stateWidths() {
        return new int[] {units, units, units, units};
    }

    @Override
    public Read read(JavaMemory[] photos, float[][] input, float[][][] state) {
        int rows = photos.length;
        float[][] h1Before = state[0];
        float[][] c1Before = state[1];
        float[][] h2Before = state[2];
        float[][] c2Before = state[3];

        // h1(t) = attention_lstm([z(t), g, h2(t-1)], h1(t-1))
        float[][] gates = JavaLayers.gates(photos, input); // [B, 4H]
        readerWeight.addProduct(Matrix.beside(h2Before, h1Before), gates);
        float[][] h1 = new float[rows][units];
        float[][] c1 = new float[rows][units];
        reader.update(gates, c1Before, c1, h1);

        float[][] weights = new float[rows][];
        float[][] context = new float[rows][embedding];
        attention.attend(photos, h1, weights, context);

        // h2(t) = language_lstm([ctx(t), h1(t)], h2(t-1))
        gates = new float[rows][];
        for (int row = 0; row < rows; row++) {
            gates[row] = language.bias().clone();
        }
        languageWeight.addProduct(Matrix.beside(context, h1, h2Before), gates);
        float[][] h2 = new float[rows][units];
        float[][] c2 = new float[rows][units];
        language.update(gates, c2Before, c2, h2);
        return new Read(new float[][][] {h1, c1, h2, c2}, h2, context, weights);
    }
}
