package dev.captioner.encode;

import static dev.captioner.math.DelayedDeallocation.kept;

import dev.captioner.encode.EfficientNetLite.Normalisation;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Lays out EfficientNet-Lite as vertices of a {@link ComputationGraph}. What a convolution with all that follows it gives has
 * the convolution's name; the steps before have it with a suffix.
 */
final class EfficientNetLiteGraph {
    /** The last convolution. */
    static final String FEATURES = "head";

    /** The average over all regions, {@code [B, D]}. */
    static final String POOLED = "pooled";

    /** ImageNet classes, {@code [B, 1000]}. */
    static final String CLASSIFIER = "classifier";

    private static final CNN2DFormat FORMAT = CNN2DFormat.NHWC; // faster than NCHW wherever oneDNN computes

    private final EfficientNetLiteArchitecture architecture;
    private final boolean folded;

    EfficientNetLiteGraph(EfficientNetLiteArchitecture architecture, Normalisation normalisation) {
        this.architecture = architecture;
        this.folded = normalisation == Normalisation.FOLDED;
    }

    /** The graph with random weights. */
    ComputationGraph build() {
        int size = architecture.inputSize();
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .updater(new NoOp())
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("photo")
                .setInputTypes(InputType.convolutional(size, size, 3, FORMAT));
        List<Convolution> convolutions = architecture.convolutions();
        String last = "photo";
        for (Convolution convolution : convolutions) {
            addConvolution(graph, convolution, last);
            last = convolution.name();
        }
        graph.addLayer(POOLED, new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), FEATURES)
                .addLayer(
                        CLASSIFIER,
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(EfficientNetLiteArchitecture.CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        POOLED)
                .setOutputs(CLASSIFIER);
        ComputationGraph built = new ComputationGraph(graph.build());
        built.init();
        return built;
    }

    private void addConvolution(GraphBuilder graph, Convolution convolution, String source) {
        String last = convolutionVertex(convolution);
        graph.addLayer(last, convolutionLayer(convolution), source);
        if (!folded) {
            graph.addLayer(normalisationVertex(convolution), normalisationLayer(), last);
            last = normalisationVertex(convolution);
        }
        if (convolution.clipped()) {
            graph.addLayer(convolution.name(), new ActivationLayer(Activation.RELU6), last);
        } else if (convolution.addsResidual()) {
            String added =
                    architecture.convolutions().get(convolution.residual()).name();
            graph.addVertex(convolution.name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), last, added);
        }
    }

    private String convolutionVertex(Convolution convolution) {
        boolean last = folded && endsWithoutMore(convolution);
        return last ? convolution.name() : convolution.name() + "_convolution";
    }

    private static String normalisationVertex(Convolution convolution) {
        return endsWithoutMore(convolution) ? convolution.name() : convolution.name() + "_normalisation";
    }

    private static boolean endsWithoutMore(Convolution convolution) {
        return !convolution.clipped() && !convolution.addsResidual();
    }

    private ConvolutionLayer convolutionLayer(Convolution convolution) {
        int kernel = convolution.kernel();
        ConvolutionLayer.BaseConvBuilder<?> layer = convolution.depthwise()
                ? new DepthwiseConvolution2D.Builder(kernel, kernel)
                        .depthMultiplier(1)
                        .dataFormat(FORMAT)
                : new ConvolutionLayer.Builder(kernel, kernel).dataFormat(FORMAT);
        layer.stride(convolution.stride(), convolution.stride()).hasBias(folded);
        layer.activation(Activation.IDENTITY);
        layer.nOut(convolution.outputChannels());
        return layer.build();
    }

    private static Layer normalisationLayer() {
        return new BatchNormalization.Builder()
                .eps(EfficientNetLiteArchitecture.EPSILON)
                .useLogStd(false) // weights hold the variance itself
                .dataFormat(FORMAT)
                .build();
    }

    /** Copies the published weights into the graph. */
    void setWeights(ComputationGraph graph, EfficientNetLiteWeights weights) {
        if (folded) {
            weights.fold().forEach(convolution -> {
                String vertex = convolutionVertex(convolution.convolution());
                set(graph, vertex, "W", kernel(convolution.convolution(), convolution.weights()));
                set(graph, vertex, "b", row(convolution.bias()));
            });
        } else {
            for (Convolution convolution : architecture.convolutions()) {
                set(
                        graph,
                        convolutionVertex(convolution),
                        "W",
                        kernel(convolution, weights.values(convolution.weights())));
                String vertex = normalisationVertex(convolution);
                String prefix = convolution.normalisation();
                set(graph, vertex, "gamma", row(weights.values(prefix + ".weight")));
                set(graph, vertex, "beta", row(weights.values(prefix + ".bias")));
                set(graph, vertex, "mean", row(weights.values(prefix + ".running_mean")));
                set(graph, vertex, "var", row(weights.values(prefix + ".running_var")));
            }
        }
        long classes = EfficientNetLiteArchitecture.CLASSES;
        INDArray classifier = Nd4j.create(
                weights.values(EfficientNetLiteWeights.CLASSIFIER_WEIGHT),
                new long[] {classes, EfficientNetLiteArchitecture.CHANNELS},
                'c');
        set(graph, CLASSIFIER, "W", classifier.transpose()); // [classes, D] to [D, classes]
        set(graph, CLASSIFIER, "b", row(weights.values(EfficientNetLiteWeights.CLASSIFIER_BIAS)));
    }

    private static INDArray kernel(Convolution convolution, float[] values) {
        long[] shape = Arrays.stream(convolution.weightsShape()).asLongStream().toArray();
        INDArray kernel = kept(Nd4j.create(values, shape, 'c')); // [out, in, k, k]
        return convolution.depthwise() ? kernel.permute(2, 3, 0, 1) : kernel; // [out, 1, k, k] to [k, k, out, 1]
    }

    private static INDArray row(float[] values) {
        return kept(Nd4j.create(values, new long[] {1, values.length}, 'c'));
    }

    private static void set(ComputationGraph graph, String layer, String parameter, INDArray values) {
        graph.getLayer(layer).getParam(parameter).assign(values);
    }
}
