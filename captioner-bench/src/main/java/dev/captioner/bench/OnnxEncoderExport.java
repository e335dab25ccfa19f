package dev.captioner.bench;

import static dev.captioner.bench.OnnxGraph.attribute;
import static dev.captioner.bench.OnnxGraph.attributes;

import dev.captioner.encode.Convolution;
import dev.captioner.encode.EfficientNetLiteArchitecture;
import dev.captioner.encode.EfficientNetLiteWeights;
import dev.captioner.encode.FoldedConvolution;

/**
 * The encoder with folded batch normalisation as an ONNX model: {@value #INPUT} {@code [N, 3, S, S]} to {@value #OUTPUT}
 * {@code [N, D, g, g]}.
 */
public final class OnnxEncoderExport {
    /** Name of the input: preprocessed photos. */
    public static final String INPUT = "pixels";

    /** Name of the output: region features. */
    public static final String OUTPUT = "features";

    private final EfficientNetLiteArchitecture architecture;
    private final OnnxGraph graph;

    private OnnxEncoderExport(EfficientNetLiteArchitecture architecture) {
        this.architecture = architecture;
        this.graph = new OnnxGraph(architecture.title());
    }

    /** The bytes of an {@code .onnx} file. */
    public static byte[] export(EfficientNetLiteWeights weights) {
        return new OnnxEncoderExport(weights.architecture()).model(weights);
    }

    private byte[] model(EfficientNetLiteWeights weights) {
        graph.constant("zero", new float[] {0});
        graph.constant("six", new float[] {6});
        String last = INPUT;
        for (FoldedConvolution folded : weights.fold()) {
            last = convolution(folded, last);
        }
        graph.apply("Identity", OUTPUT, last);
        String size = Integer.toString(architecture.inputSize());
        String grid = Integer.toString(architecture.grid());
        String channels = Integer.toString(EfficientNetLiteArchitecture.CHANNELS);
        graph.input(INPUT, OnnxGraph.FLOAT, "N", "3", size, size);
        graph.output(OUTPUT, "N", channels, grid, grid);
        return graph.model();
    }

    private String convolution(FoldedConvolution folded, String input) {
        Convolution convolution = folded.convolution();
        String name = convolution.name();
        String weight = graph.constant(name + ".weight", folded.weights(), convolution.weightsShape());
        String bias = graph.constant(name + ".bias", folded.bias(), convolution.outputChannels());
        int kernel = convolution.kernel();
        int stride = convolution.stride();
        int before = convolution.paddingBefore();
        int after = convolution.paddingAfter();
        boolean linear = !convolution.clipped() && !convolution.addsResidual();
        String convolved = linear ? name : name + ".convolution";
        graph.apply(
                OnnxGraph.node("Conv", input, weight, bias)
                        .message(5, attributes("kernel_shape", kernel, kernel))
                        .message(5, attributes("strides", stride, stride))
                        .message(5, attributes("pads", before, before, after, after))
                        .message(5, attribute("group", convolution.depthwise() ? convolution.inputChannels() : 1)),
                convolved);
        if (convolution.clipped()) {
            graph.apply("Clip", name, convolved, "zero", "six");
        } else if (convolution.addsResidual()) {
            String added =
                    architecture.convolutions().get(convolution.residual()).name();
            graph.apply("Add", name, convolved, added);
        }
        return name;
    }
}
