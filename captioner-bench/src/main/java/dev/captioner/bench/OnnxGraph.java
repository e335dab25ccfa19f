package dev.captioner.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Builds an ONNX model of operator set 13. Field numbers are those of onnx.proto. */
final class OnnxGraph {
    /** TensorProto.DataType of single precision. */
    static final int FLOAT = 1;

    /** TensorProto.DataType of word ids and row numbers. */
    static final int INT64 = 7;

    private static final int FORMAT = 7;
    private static final int OPERATOR_SET = 13;

    private static final int ATTRIBUTE_INT = 2; // AttributeProto.AttributeType
    private static final int ATTRIBUTE_INTS = 7;

    private final ProtobufWriter graph = new ProtobufWriter();

    OnnxGraph(String name) {
        graph.text(2, name);
    }

    /** The bytes of an {@code .onnx} file. */
    byte[] model() {
        return new ProtobufWriter()
                .number(1, FORMAT)
                .text(2, "captioner")
                .message(7, graph)
                .message(8, new ProtobufWriter().text(1, "").number(2, OPERATOR_SET))
                .toByteArray();
    }

    /** Adds a constant tensor, a scalar when there is no shape. Returns its name. */
    String constant(String name, float[] values, int... shape) {
        ProtobufWriter tensor = new ProtobufWriter();
        for (int dimension : shape) {
            tensor.number(1, dimension);
        }
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        graph.message(5, tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array()));
        return name;
    }

    /** Applies an operator without attributes. Returns the output's name. */
    String apply(String operator, String output, String... inputs) {
        return apply(node(operator, inputs), output);
    }

    /** An operator and its inputs, to add attributes to. */
    static ProtobufWriter node(String operator, String... inputs) {
        ProtobufWriter node = new ProtobufWriter();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(4, operator);
    }

    /** Adds a node with one or more outputs. Returns the first one's name. */
    String apply(ProtobufWriter node, String... outputs) {
        for (String output : outputs) {
            node.text(2, output);
        }
        graph.message(1, node.text(3, outputs[0]));
        return outputs[0];
    }

    /** An attribute of one number. */
    static ProtobufWriter attribute(String name, int value) {
        return new ProtobufWriter().text(1, name).number(3, value).number(20, ATTRIBUTE_INT);
    }

    /** An attribute of several numbers. */
    static ProtobufWriter attributes(String name, int... values) {
        ProtobufWriter attribute = new ProtobufWriter().text(1, name);
        for (int value : values) {
            attribute.number(8, value);
        }
        return attribute.number(20, ATTRIBUTE_INTS);
    }

    /**
     * Declares an input.
     *
     * @param shape fixed sizes as numbers, variable sizes as letters
     */
    void input(String name, int type, String... shape) {
        graph.message(11, value(name, type, shape));
    }

    /** Declares an output of single precision. */
    void output(String name, String... shape) {
        graph.message(12, value(name, FLOAT, shape));
    }

    private static ProtobufWriter value(String name, int type, String... dimensions) {
        ProtobufWriter shape = new ProtobufWriter();
        for (String dimension : dimensions) {
            boolean number = Character.isDigit(dimension.charAt(0));
            shape.message(
                    1,
                    number
                            ? new ProtobufWriter().number(1, Integer.parseInt(dimension))
                            : new ProtobufWriter().text(2, dimension));
        }
        ProtobufWriter tensor = new ProtobufWriter().number(1, type).message(2, shape);
        return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
    }
}
