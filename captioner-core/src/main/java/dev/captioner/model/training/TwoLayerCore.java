package dev.captioner.model.training;

import static dev.captioner.math.Products.addMultiply;
import static dev.captioner.math.Products.addMultiplyTransposed;
import static dev.captioner.math.Products.addTransposedMultiply;
import static dev.captioner.math.Products.multiplyTransposed;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An attention LSTM under a language LSTM (docs/network.md, eq. 7 and 8). */
final class TwoLayerCore implements RecurrentCore {
    private final Packing packing;
    private final INDArray inputs;
    private final PackedLstm attentionLstm;
    private final PackedLstm languageLstm;
    private final SpatialAttention attention;

    private final WeightBlock inputBlock; // [word, photo] -> attention LSTM
    private final WeightBlock feedbackBlock; // h2(t-1) -> attention LSTM
    private final WeightBlock contextBlock; // ctx -> language LSTM
    private final WeightBlock hiddenBlock; // h1 -> language LSTM

    TwoLayerCore(
            Parameters parameters, Packing packing, INDArray inputs, AttendedMemory memory, List<LstmStart> start) {
        this.packing = packing;
        this.inputs = inputs;
        int e = parameters.shape().embedding();
        int h = parameters.shape().units();
        this.inputBlock = WeightBlock.of(parameters, "attention_lstm.input", 0, 2 * e);
        this.feedbackBlock = WeightBlock.of(parameters, "attention_lstm.input", 2 * e, 2 * e + h);
        this.contextBlock = WeightBlock.of(parameters, "language_lstm.input", 0, e);
        this.hiddenBlock = WeightBlock.of(parameters, "language_lstm.input", e, e + h);
        this.attentionLstm =
                new PackedLstm(parameters, "attention_lstm", packing, start.isEmpty() ? null : start.get(0));
        this.languageLstm = new PackedLstm(parameters, "language_lstm", packing, start.isEmpty() ? null : start.get(1));
        this.attention = SpatialAttention.of(
                parameters, packing, memory, attentionLstm.hidden(), attentionLstm.hiddenGradients());
        addMultiply(inputs, inputBlock.value(), attentionLstm.gates()); // all steps in one product
    }

    @Override
    public void forward(int step) {
        if (languageLstm.continues(step)) {
            addMultiply(
                    packing.rows(languageLstm.previousHidden(), step),
                    feedbackBlock.value(),
                    packing.rows(attentionLstm.gates(), step));
        }
        attentionLstm.forward(step); // (7)
        attention.forward(step);
        INDArray gates = packing.rows(languageLstm.gates(), step);
        addMultiply(packing.rows(attention.contexts(), step), contextBlock.value(), gates);
        addMultiply(packing.rows(attentionLstm.hidden(), step), hiddenBlock.value(), gates);
        languageLstm.forward(step); // (8)
    }

    @Override
    public void backward(int step) {
        languageLstm.backward(step);
        INDArray dLanguage = packing.rows(languageLstm.gateGradients(), step);
        addMultiplyTransposed(dLanguage, contextBlock.value(), packing.rows(attention.contextGradients(), step));
        addMultiplyTransposed(dLanguage, hiddenBlock.value(), packing.rows(attentionLstm.hiddenGradients(), step));
        attention.backward(step);
        attentionLstm.backward(step);
        if (languageLstm.continues(step)) {
            addMultiplyTransposed(
                    packing.rows(attentionLstm.gateGradients(), step),
                    feedbackBlock.value(),
                    languageLstm.previousHiddenGradients(step));
        }
    }

    @Override
    public INDArray finishBackward() {
        INDArray dAttention = attentionLstm.gateGradients();
        INDArray dLanguage = languageLstm.gateGradients();
        addTransposedMultiply(inputs, dAttention, inputBlock.gradient());
        addTransposedMultiply(
                languageLstm.continued(languageLstm.previousHidden()),
                languageLstm.continued(dAttention),
                feedbackBlock.gradient());
        addTransposedMultiply(attention.contexts(), dLanguage, contextBlock.gradient());
        addTransposedMultiply(attentionLstm.hidden(), dLanguage, hiddenBlock.gradient());
        attentionLstm.addWeightGradients();
        languageLstm.addWeightGradients();
        attention.addWeightGradients();
        INDArray inputGradients = inputs.ulike();
        multiplyTransposed(dAttention, inputBlock.value(), inputGradients);
        return inputGradients;
    }

    @Override
    public INDArray hidden() {
        return languageLstm.hidden();
    }

    @Override
    public INDArray hiddenGradients() {
        return languageLstm.hiddenGradients();
    }

    @Override
    public SpatialAttention attention() {
        return attention;
    }
}
