package dev.captioner.bench;

import dev.captioner.encode.Convolution;
import dev.captioner.encode.EfficientNetLiteArchitecture;
import dev.captioner.encode.EfficientNetLiteWeights;
import dev.captioner.encode.FoldedConvolution;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The folded encoder as an ONNX model, operator set 13, for peers to run: {@value #INPUT} {@code [N, 3, S, S]} to
 * {@value #OUTPUT} {@code [N, D, g, g]}. Field numbers are those of onnx.proto.
 */
public final class OnnxExport {
    /** Preprocessed photos. */
    public static final String INPUT = "pixels";

    /** Regions. */
    public static final String OUTPUT = "features";

    private static final int FLOAT = 1; // TensorProto.DataType and AttributeProto.AttributeType alike
    private static final int INT = 2;
    private static final int INTS = 7;

    private final ProtobufWriter graph = new ProtobufWriter();

    private OnnxExport() {}

    /** The bytes of an {@code .onnx} file. */
    public static byte[] export(EfficientNetLiteWeights weights) {
        return new OnnxExport().model(weights);
    }

    private byte[] model(EfficientNetLiteWeights weights) {
        EfficientNetLiteArchitecture architecture = weights.architecture();
        graph.text(2, architecture.title());
        constant("zero", new float[] {0});
        constant("six", new float[] {6});
        String last = INPUT;
        for (FoldedConvolution folded : weights.fold()) {
            last = convolution(folded, last, architecture);
        }
        graph.message(1, node("Identity", OUTPUT, last));
        int size = architecture.inputSize();
        int grid = architecture.grid();
        graph.message(11, value(INPUT, 3, size));
        graph.message(12, value(OUTPUT, EfficientNetLiteArchitecture.CHANNELS, grid));
        return new ProtobufWriter()
                .number(1, 7) // version of the format
                .text(2, "captioner")
                .message(7, graph)
                .message(8, new ProtobufWriter().text(1, "").number(2, 13)) // operator set
                .toByteArray();
    }

    private String convolution(FoldedConvolution folded, String input, EfficientNetLiteArchitecture architecture) {
        Convolution convolution = folded.convolution();
        String name = convolution.name();
        constant(name + ".weight", folded.weights(), convolution.weightsShape());
        constant(name + ".bias", folded.bias(), convolution.outputChannels());
        int kernel = convolution.kernel();
        int stride = convolution.stride();
        int before = convolution.paddingBefore();
        int after = convolution.paddingAfter();
        boolean linear = !convolution.clipped() && !convolution.addsResidual();
        String convolved = linear ? name : name + ".convolution";
        graph.message(
                1,
                node("Conv", convolved, input, name + ".weight", name + ".bias")
                        .message(5, integers("kernel_shape", kernel, kernel))
                        .message(5, integers("strides", stride, stride))
                        .message(5, integers("pads", before, before, after, after))
                        .message(5, integer("group", convolution.depthwise() ? convolution.inputChannels() : 1)));
        if (convolution.clipped()) {
            graph.message(1, node("Clip", name, convolved, "zero", "six"));
        } else if (convolution.addsResidual()) {
            String added =
                    architecture.convolutions().get(convolution.residual()).name();
            graph.message(1, node("Add", name, convolved, added));
        }
        return name;
    }

    /** NodeProto. */
    private static ProtobufWriter node(String operator, String output, String... inputs) {
        ProtobufWriter node = new ProtobufWriter();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(3, output).text(4, operator);
    }

    /** AttributeProto. */
    private static ProtobufWriter integers(String name, int... values) {
        ProtobufWriter attribute = new ProtobufWriter().text(1, name);
        for (int value : values) {
            attribute.number(8, value);
        }
        return attribute.number(20, INTS);
    }

    private static ProtobufWriter integer(String name, int value) {
        return new ProtobufWriter().text(1, name).number(3, value).number(20, INT);
    }

    /** TensorProto; a scalar when there is no shape. */
    private void constant(String name, float[] values, int... shape) {
        ProtobufWriter tensor = new ProtobufWriter();
        for (int dimension : shape) {
            tensor.number(1, dimension);
        }
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        graph.message(5, tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array()));
    }

    /** ValueInfoProto of images {@code [N, channels, size, size]}. */
    private static ProtobufWriter value(String name, int channels, int size) {
        ProtobufWriter shape = new ProtobufWriter()
                .message(1, new ProtobufWriter().text(2, "N"))
                .message(1, new ProtobufWriter().number(1, channels))
                .message(1, new ProtobufWriter().number(1, size))
                .message(1, new ProtobufWriter().number(1, size));
        ProtobufWriter tensor = new ProtobufWriter().number(1, FLOAT).message(2, shape);
        return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
    }
}
