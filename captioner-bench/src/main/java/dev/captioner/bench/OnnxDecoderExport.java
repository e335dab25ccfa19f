package dev.captioner.bench;

import static dev.captioner.bench.OnnxGraph.attribute;

import dev.captioner.math.Tensor;
import dev.captioner.model.AttentionScores;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.Weights;
import java.util.List;

/**
 * The decoder with two layers and dot attention as two ONNX models; numbers in brackets are equations of docs/network.md. It is
 * optimised as for production: values that are constant for a photo are computed once, each LSTM has one matrix product, and the
 * scale of the attention is folded into its weights.
 */
final class OnnxDecoderExport {
    /** {@code [L, D]}: the region features of the encoder. */
    static final String FEATURES = "features";

    /** {@code [L, E]}: r_l. */
    static final String REGIONS = "regions";

    /** {@code [E, L]}: the transposed regions. */
    static final String KEYS = "keys";

    /** {@code [1, 4H]}: the contribution of the photo and the bias to the gates of the attention LSTM. */
    static final String PHOTO_GATES = "photo_gates";

    /** {@code [B]}: the row of the state that each new row continues. */
    static final String PARENTS = "parents";

    /** {@code [B]}: the word that each new row reads. */
    static final String WORDS = "words";

    /** {@code [R, H]} each: the state before the step. */
    static final List<String> STATE = List.of("h1", "c1", "h2", "c2");

    /** {@code [B, H]} each: the state after the step. */
    static final List<String> NEXT_STATE = List.of("next_h1", "next_c1", "next_h2", "next_c2");

    /** {@code [B, V]}: log-probabilities of the next word. */
    static final String LOG_PROBABILITIES = "log_probabilities";

    /** {@code [B, L]}: attention weights. */
    static final String ATTENTION = "attention";

    private final NetworkShape shape;
    private final Weights weights;
    private final OnnxGraph graph;
    private final String gatesSize;
    private final String embeddingSize;
    private final String unitsSize;

    private OnnxDecoderExport(NetworkShape shape, Weights weights, String name) {
        if (shape.layers() != 2 || shape.attention() != AttentionKind.DOT) {
            throw new IllegalArgumentException(
                    "only decoders with two layers and dot attention are exported, found " + shape);
        }
        this.shape = shape;
        this.weights = weights;
        this.graph = new OnnxGraph(name);
        this.gatesSize = Integer.toString(4 * shape.units());
        this.embeddingSize = Integer.toString(shape.embedding());
        this.unitsSize = Integer.toString(shape.units());
    }

    /** From {@link #FEATURES} to {@link #REGIONS}, {@link #KEYS}, {@link #PHOTO_GATES} and {@link #NEXT_STATE} after x(-1). */
    static byte[] look(NetworkShape shape, Weights weights) {
        return new OnnxDecoderExport(shape, weights, "look").look();
    }

    /** One word in each row, from {@link #STATE} to {@link #NEXT_STATE}, {@link #LOG_PROBABILITIES}, {@link #ATTENTION}. */
    static byte[] step(NetworkShape shape, Weights weights) {
        return new OnnxDecoderExport(shape, weights, "step").step();
    }

    private byte[] look() {
        graph.input(FEATURES, OnnxGraph.FLOAT, "L", Integer.toString(shape.channels()));
        graph.apply("Relu", REGIONS, affine(FEATURES, "regions", "regions.linear")); // (1)
        graph.apply("Transpose", KEYS, REGIONS);
        String mean = graph.apply(
                OnnxGraph.node("ReduceMean", FEATURES)
                        .message(5, OnnxGraph.attributes("axes", 0))
                        .message(5, attribute("keepdims", 1)),
                "mean");
        String photo = graph.apply("Relu", "photo", affine(mean, "photo", "photo.linear")); // (2)
        int e = shape.embedding();
        String photoRows = constant("attention_lstm.photo", rows("attention_lstm.input", e, 2 * e));
        graph.apply("Gemm", PHOTO_GATES, photo, photoRows, bias("attention_lstm"));
        for (String state : STATE) {
            graph.constant(state, new float[shape.units()], 1, shape.units());
        }
        recurrent(photo, STATE);
        graph.output(REGIONS, "L", embeddingSize);
        graph.output(KEYS, embeddingSize, "L");
        graph.output(PHOTO_GATES, "1", gatesSize);
        NEXT_STATE.forEach(state -> graph.output(state, "1", unitsSize));
        return graph.model();
    }

    private String affine(String input, String name, String output) {
        return graph.apply("Gemm", output, input, constant(name + ".weight"), constant(name + ".bias"));
    }

    private byte[] step() {
        graph.input(PARENTS, OnnxGraph.INT64, "B");
        graph.input(WORDS, OnnxGraph.INT64, "B");
        STATE.forEach(state -> graph.input(state, OnnxGraph.FLOAT, "R", unitsSize));
        graph.input(REGIONS, OnnxGraph.FLOAT, "L", embeddingSize);
        graph.input(KEYS, OnnxGraph.FLOAT, embeddingSize, "L");
        graph.input(PHOTO_GATES, OnnxGraph.FLOAT, "1", gatesSize);

        String embedding = constant("embedding");
        String word = graph.apply("Gather", "word", embedding, WORDS); // z(t)
        List<String> continued = STATE.stream()
                .map(state -> graph.apply("Gather", state + ".continued", state, PARENTS))
                .toList();
        String context = recurrent(word, continued);

        String read = columns("output.input", NEXT_STATE.get(2), context);
        String projected = graph.apply("MatMul", "output.projected", read, constant("output.weight"));
        String logits = graph.apply(
                OnnxGraph.node("Gemm", projected, embedding, constant("output.bias"))
                        .message(5, attribute("transB", 1)),
                "logits");
        graph.apply(OnnxGraph.node("LogSoftmax", logits).message(5, attribute("axis", 1)), LOG_PROBABILITIES); // (9)
        NEXT_STATE.forEach(state -> graph.output(state, "B", unitsSize));
        graph.output(LOG_PROBABILITIES, "B", Integer.toString(shape.vocabulary()));
        graph.output(ATTENTION, "B", "L");
        return graph.model();
    }

    /** Both LSTMs and the attention. Returns the context. */
    private String recurrent(String input, List<String> state) {
        int e = shape.embedding();
        int h = shape.units();
        Tensor first = concatenate(
                rows("attention_lstm.input", 0, e),
                rows("attention_lstm.input", 2 * e, 2 * e + h),
                weights.get("attention_lstm.recurrent"));
        String reads = columns("attention_lstm.read", input, state.get(2), state.get(0));
        String product = graph.apply("MatMul", "attention_lstm.product", reads, constant("attention_lstm", first));
        String gates = graph.apply("Add", "attention_lstm.gates", product, PHOTO_GATES);
        lstm("attention_lstm", gates, state.get(1), NEXT_STATE.get(0), NEXT_STATE.get(1)); // (7)

        String context = attend(NEXT_STATE.get(0));

        Tensor second = concatenate(weights.get("language_lstm.input"), weights.get("language_lstm.recurrent"));
        reads = columns("language_lstm.read", context, NEXT_STATE.get(0), state.get(2));
        gates = graph.apply(
                "Gemm", "language_lstm.gates", reads, constant("language_lstm", second), bias("language_lstm"));
        lstm("language_lstm", gates, state.get(3), NEXT_STATE.get(2), NEXT_STATE.get(3)); // (8)
        return context;
    }

    /** (3). */
    private void lstm(String name, String gates, String cell, String nextHidden, String nextCell) {
        String[] parts = {name + ".i", name + ".f", name + ".o", name + ".c"};
        graph.apply(OnnxGraph.node("Split", gates).message(5, attribute("axis", 1)), parts);
        String i = graph.apply("Sigmoid", name + ".input_gate", parts[0]);
        String f = graph.apply("Sigmoid", name + ".forget_gate", parts[1]);
        String o = graph.apply("Sigmoid", name + ".output_gate", parts[2]);
        String candidate = graph.apply("Tanh", name + ".candidate", parts[3]);
        String kept = graph.apply("Mul", name + ".kept", f, cell);
        String added = graph.apply("Mul", name + ".added", i, candidate);
        graph.apply("Add", nextCell, kept, added);
        graph.apply("Mul", nextHidden, o, graph.apply("Tanh", name + ".cell_tanh", nextCell));
    }

    /** (4) and (6). */
    private String attend(String hidden) {
        Tensor query = weights.get("attention.query");
        float[] scaled = query.values().clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= (float) AttentionScores.scale(shape.embedding());
        }
        String weight = constant("attention.query", Tensor.of(scaled, query.shape()));
        String scores = graph.apply("MatMul", "attention.scores", graph.apply("MatMul", "query", hidden, weight), KEYS);
        graph.apply(OnnxGraph.node("Softmax", scores).message(5, attribute("axis", 1)), ATTENTION);
        return graph.apply("MatMul", "context", ATTENTION, REGIONS);
    }

    private String columns(String output, String... parts) {
        return graph.apply(OnnxGraph.node("Concat", parts).message(5, attribute("axis", 1)), output);
    }

    private String bias(String lstm) {
        return constant(lstm + ".bias");
    }

    private String constant(String name) {
        return constant(name, weights.get(name));
    }

    private String constant(String name, Tensor tensor) {
        return graph.constant(name, tensor.values(), tensor.shape());
    }

    private Tensor rows(String name, int from, int to) {
        Tensor tensor = weights.get(name);
        int columns = tensor.size(1);
        return Tensor.of(
                java.util.Arrays.copyOfRange(tensor.values(), from * columns, to * columns), to - from, columns);
    }

    private static Tensor concatenate(Tensor... parts) {
        int columns = parts[0].size(1);
        int rows = 0;
        for (Tensor part : parts) {
            rows += part.size(0);
        }
        float[] values = new float[rows * columns];
        int to = 0;
        for (Tensor part : parts) {
            System.arraycopy(part.values(), 0, values, to, part.values().length);
            to += part.values().length;
        }
        return Tensor.of(values, rows, columns);
    }
}
