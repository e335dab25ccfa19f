package dev.captioner.model.inference;

import dev.captioner.math.Activations;
import dev.captioner.math.Matrix;
import dev.captioner.math.Tensor;
import dev.captioner.math.Weight;
import dev.captioner.model.Weights;
import java.util.Arrays;
import java.util.stream.Stream;

/** One LSTM (docs/network.md, eq. 3). Its input matrix is split by the vectors that its input is put together from. */
final class JavaLstm {
    private final int units;
    private final Matrix[] inputs;
    private final Matrix recurrent;
    private final float[] bias;

    /**
     * Takes its tensors by name.
     *
     * @param widths of the vectors that the input consists of, in order
     */
    JavaLstm(Weights weights, String name, int... widths) {
        Tensor input = weights.get(name + ".input");
        inputs = new Matrix[widths.length];
        for (int part = 0, row = 0; part < widths.length; row += widths[part], part++) {
            inputs[part] = Matrix.ofRows(input, row, row + widths[part]);
        }
        recurrent = Matrix.of(weights.get(name + ".recurrent"));
        bias = weights.get(name + ".bias").values().clone();
        units = recurrent.in();
    }

    /** W_x, the rows that belong to one part of the input: {@code [width, 4H]}. */
    Matrix input(int part) {
        return inputs[part];
    }

    /** W_h, {@code [H, 4H]}. */
    Matrix recurrent() {
        return recurrent;
    }

    /** The given parts of W_x with W_h below: {@code [sum of widths + H, 4H]}. */
    Weight stack(int... parts) {
        return Weight.of(Matrix.stack(Stream.concat(Arrays.stream(parts).mapToObj(this::input), Stream.of(recurrent))
                .toArray(Matrix[]::new)));
    }

    /** b, {@code [4H]}, not to be written. */
    float[] bias() {
        return bias;
    }

    /**
     * From the gates' sums to the next state.
     *
     * @param gates {@code [B][4H]}: x W_x + h W_h + b, columns i, f, o, c~
     * @param before {@code [B][H]}: c(t-1)
     * @param cells {@code [B][H]}: receives c(t)
     * @param hidden {@code [B][H]}: receives h(t)
     */
    void update(float[][] gates, float[][] before, float[][] cells, float[][] hidden) {
        for (int row = 0; row < gates.length; row++) {
            activate(gates[row]);
            combine(gates[row], before[row], cells[row], hidden[row]);
        }
    }

    private void activate(float[] gates) {
        int candidates = 3 * units;
        for (int j = 0; j < candidates; j++) {
            gates[j] = Activations.sigmoid(gates[j]);
        }
        for (int j = candidates; j < gates.length; j++) {
            gates[j] = Activations.tanh(gates[j]);
        }
    }

    private void combine(float[] gates, float[] before, float[] cell, float[] hidden) {
        for (int j = 0; j < units; j++) {
            float input = gates[j];
            float forget = gates[units + j];
            float output = gates[2 * units + j];
            float candidate = gates[3 * units + j];
            cell[j] = forget * before[j] + input * candidate; // c(t) = f * c(t-1) + i * c~
            hidden[j] = output * Activations.tanh(cell[j]); // h(t) = o * tanh(c(t))
        }
    }
}
