package dev.captioner.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.math.Products;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.NetworkShape.AttentionKind;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** The layer beside Deeplearning4j's own LSTM (no peepholes), which shares no code with it. */
class PackedLstmTest {
    private static final int INPUT = 4;
    private static final int UNITS = 3;
    private static final int ROWS = 2;
    private static final int STEPS = 5;

    private final Parameters parameters =
            new Parameters(new NetworkShape(3, 2, UNITS, 9, 2, AttentionKind.DOT), DataType.DOUBLE);
    private final SplittableRandom random = new SplittableRandom(5);

    /** Deeplearning4j orders the gates c~, f, o, i; here they are i, f, o, c~. */
    private static INDArray theirOrder(INDArray gates) {
        INDArray[] blocks = new INDArray[4];
        int[] ours = {3, 1, 2, 0};
        for (int k = 0; k < 4; k++) {
            blocks[k] = gates.get(
                    NDArrayIndex.all(), NDArrayIndex.interval((long) ours[k] * UNITS, (ours[k] + 1L) * UNITS));
        }
        return Nd4j.hstack(blocks);
    }

    private INDArray random(long... shape) {
        INDArray array = Nd4j.zeros(DataType.DOUBLE, shape);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextGaussian() * 0.7);
        }
        return array;
    }

    /** [steps][rows, n] as Deeplearning4j has it, [rows, n, steps]. */
    private static INDArray theirSequence(INDArray[] steps) {
        INDArray sequence = Nd4j.zeros(DataType.DOUBLE, ROWS, steps[0].size(1), STEPS);
        for (int t = 0; t < STEPS; t++) {
            sequence.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t))
                    .assign(steps[t]);
        }
        return sequence;
    }

    @Test
    void statesAndGradientsEqualThoseOfDeeplearning4jsLayer() {
        parameters.value("language_lstm.recurrent").assign(random(UNITS, 4L * UNITS));
        parameters.value("language_lstm.bias").assign(random(4L * UNITS));
        INDArray inputWeight = random(INPUT, 4L * UNITS);
        INDArray[] inputs = new INDArray[STEPS];
        INDArray[] upstream = new INDArray[STEPS];
        Arrays.setAll(inputs, t -> random(ROWS, INPUT));
        Arrays.setAll(upstream, t -> random(ROWS, UNITS));

        // a photo step and STEPS - 1 positions: sentences of STEPS - 2 words
        int[] sentence = new int[STEPS - 2];
        Arrays.fill(sentence, 4);
        Packing batch = PlainCaptions.batch(
                        Nd4j.zeros(DataType.DOUBLE, ROWS, 3), new int[][][] {{sentence}, {sentence}})
                .packing();
        PackedLstm ours = new PackedLstm(parameters, "language_lstm", batch, null);
        for (int t = 0; t < STEPS; t++) {
            Products.addMultiply(inputs[t], inputWeight, batch.rows(ours.gates(), t));
            ours.forward(t);
        }
        for (int t = STEPS - 1; t >= 0; t--) {
            batch.rows(ours.hiddenGradients(), t).addi(upstream[t]);
            ours.backward(t);
        }
        ours.addWeightGradients();
        INDArray inputWeightGradient = Nd4j.zeros(DataType.DOUBLE, INPUT, 4L * UNITS);
        for (int t = 0; t < STEPS; t++) {
            Products.addTransposedMultiply(inputs[t], batch.rows(ours.gateGradients(), t), inputWeightGradient);
        }

        MultiLayerNetwork theirs = theirNetwork(inputWeight);
        theirs.setInput(theirSequence(inputs));
        INDArray states = theirs.feedForward(true, false).get(1); // [rows, H, steps]
        Pair<org.deeplearning4j.nn.gradient.Gradient, INDArray> back =
                theirs.getLayer(0).backpropGradient(theirSequence(upstream), LayerWorkspaceMgr.noWorkspacesImmutable());

        for (int t = 0; t < STEPS; t++) {
            assertThat(batch.rows(ours.hidden(), t)
                            .distance2(states.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t))
                                    .dup('c')))
                    .isCloseTo(0, within(1e-12));
        }
        assertClose(back.getFirst().getGradientFor("W"), theirOrder(inputWeightGradient));
        assertClose(back.getFirst().getGradientFor("RW"), theirOrder(parameters.gradient("language_lstm.recurrent")));
        assertClose(
                back.getFirst().getGradientFor("b"),
                theirOrder(parameters.gradient("language_lstm.bias").reshape(1, 4L * UNITS)));
    }

    private MultiLayerNetwork theirNetwork(INDArray inputWeight) {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .list()
                .layer(new LSTM.Builder()
                        .nIn(INPUT)
                        .nOut(UNITS)
                        .activation(Activation.TANH)
                        .gateActivationFunction(Activation.SIGMOID)
                        .build())
                .layer(new RnnLossLayer.Builder(new LossMSE())
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.recurrent(INPUT, RNNFormat.NCW))
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        network.initGradientsView();
        network.setParam("0_W", theirOrder(inputWeight));
        network.setParam("0_RW", theirOrder(parameters.value("language_lstm.recurrent")));
        network.setParam(
                "0_b", theirOrder(parameters.value("language_lstm.bias").reshape(1, 4L * UNITS)));
        return network;
    }

    private static void assertClose(INDArray theirs, INDArray ours) {
        assertThat(theirs.norm2Number().doubleValue()).isPositive();
        assertThat(ours.dup('c').distance2(theirs.dup('c'))).isCloseTo(0, within(1e-11));
    }
}
