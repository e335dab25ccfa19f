package dev.captioner.model.training;

import static dev.captioner.math.Products.addMultiply;
import static dev.captioner.math.Products.addMultiplyTransposed;
import static dev.captioner.math.Products.addTransposedMultiply;
import static dev.captioner.math.Products.multiplyTransposed;

import dev.captioner.math.Views;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A single LSTM that reads its last context (docs/network.md, eq. 10). */
final class OneLayerCore implements RecurrentCore {
    private final Packing packing;
    private final INDArray inputs;
    private final PackedLstm lstm;
    private final SpatialAttention attention;
    private final INDArray previousContexts; // [M, E]: ctx(t-1), aligned with the rows of step t
    private final WeightBlock inputBlock; // [word, photo]
    private final WeightBlock contextBlock; // ctx(t-1)

    OneLayerCore(
            Parameters parameters, Packing packing, INDArray inputs, AttendedMemory memory, List<LstmStart> start) {
        this.packing = packing;
        this.inputs = inputs;
        int e = parameters.shape().embedding();
        this.inputBlock = WeightBlock.of(parameters, "lstm.input", 0, 2 * e);
        this.contextBlock = WeightBlock.of(parameters, "lstm.input", 2 * e, 3 * e);
        this.lstm = new PackedLstm(parameters, "lstm", packing, start.isEmpty() ? null : start.get(0));
        this.attention = SpatialAttention.of(parameters, packing, memory, lstm.hidden(), lstm.hiddenGradients());
        this.previousContexts = attention.contexts().ulike();
        addMultiply(inputs, inputBlock.value(), lstm.gates()); // all steps in one product
    }

    @Override
    public void forward(int step) {
        if (step > 0) {
            INDArray previous = packing.rows(previousContexts, step);
            previous.assign(packing.continuing(attention.contexts(), step - 1));
            addMultiply(previous, contextBlock.value(), packing.rows(lstm.gates(), step));
        }
        lstm.forward(step);
        attention.forward(step);
    }

    @Override
    public void backward(int step) {
        attention.backward(step);
        lstm.backward(step);
        if (step > 0) {
            addMultiplyTransposed(
                    packing.rows(lstm.gateGradients(), step),
                    contextBlock.value(),
                    packing.continuing(attention.contextGradients(), step - 1));
        }
    }

    @Override
    public INDArray finishBackward() {
        INDArray dGates = lstm.gateGradients();
        int first = packing.offset(1);
        addTransposedMultiply(inputs, dGates, inputBlock.gradient());
        addTransposedMultiply(
                Views.rows(previousContexts, first, packing.size()),
                Views.rows(dGates, first, packing.size()),
                contextBlock.gradient());
        lstm.addWeightGradients();
        attention.addWeightGradients();
        INDArray inputGradients = inputs.ulike();
        multiplyTransposed(dGates, inputBlock.value(), inputGradients);
        return inputGradients;
    }

    @Override
    public INDArray hidden() {
        return lstm.hidden();
    }

    @Override
    public INDArray hiddenGradients() {
        return lstm.hiddenGradients();
    }

    @Override
    public SpatialAttention attention() {
        return attention;
    }
}
