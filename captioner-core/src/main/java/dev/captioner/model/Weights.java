package dev.captioner.model;

import dev.captioner.api.Internal;
import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.math.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The network's tensors by name, immutable; {@link #shapes} says which names and shapes a network has. */
public final class Weights {
    private final Map<String, Tensor> tensors;

    private Weights(Map<String, Tensor> tensors) {
        this.tensors = tensors;
    }

    /**
     * Weights for a network, each tensor checked.
     *
     * @throws IllegalArgumentException naming the first tensor that is missing, unexpected or of the wrong shape
     */
    @Internal
    public static Weights of(NetworkShape shape, Map<String, Tensor> tensors) {
        Map<String, int[]> expected = shapes(shape);
        Map<String, Tensor> checked = new LinkedHashMap<>();
        expected.forEach((name, dimensions) -> {
            Tensor tensor = tensors.get(name);
            if (tensor == null) {
                throw new IllegalArgumentException(
                        "tensor " + name + " is missing; expected shape " + Arrays.toString(dimensions));
            }
            if (!Arrays.equals(tensor.shape(), dimensions)) {
                throw new IllegalArgumentException("tensor " + name + " has shape " + Arrays.toString(tensor.shape())
                        + ", expected " + Arrays.toString(dimensions));
            }
            checked.put(name, tensor);
        });
        for (String name : tensors.keySet()) {
            if (!expected.containsKey(name)) {
                throw new IllegalArgumentException("tensor " + name + " is not part of the network " + shape);
            }
        }
        return new Weights(checked);
    }

    /**
     * The weights of a model.
     *
     * @throws ModelException naming the file and the first tensor that is missing, unexpected or of the wrong shape
     */
    public static Weights of(ModelFolder model) {
        try {
            return of(
                    NetworkShape.of(model.description().network()),
                    model.weights().tensors());
        } catch (IllegalArgumentException e) {
            throw new ModelException(ModelFolder.WEIGHTS + ": " + e.getMessage(), e);
        }
    }

    /** Every tensor of a network with its shape, in the order in which they are stored. */
    public static Map<String, int[]> shapes(NetworkShape s) {
        int d = s.channels();
        int e = s.embedding();
        int h = s.units();
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("regions.weight", new int[] {d, e});
        shapes.put("regions.bias", new int[] {e});
        shapes.put("photo.weight", new int[] {d, e});
        shapes.put("photo.bias", new int[] {e});
        shapes.put("embedding", new int[] {s.vocabulary(), e});
        if (s.layers() == 2) {
            lstm(shapes, "attention_lstm", e + e + h, h); // reads word, photo and the language LSTM's last state
            lstm(shapes, "language_lstm", e + h, h); // reads the context and the attention LSTM's state
        } else {
            lstm(shapes, "lstm", e + e + e, h); // reads word, photo and the last context
        }
        shapes.put("attention.query", new int[] {h, e});
        if (s.attention() == NetworkShape.AttentionKind.ADDITIVE) {
            shapes.put("attention.key", new int[] {e, e});
            shapes.put("attention.score", new int[] {e});
        }
        shapes.put("output.weight", new int[] {h + e, e});
        shapes.put("output.bias", new int[] {s.vocabulary()});
        if (s.answers()) {
            int q = s.questionUnits();
            lstm(shapes, "question_forward_lstm", e, q);
            lstm(shapes, "question_backward_lstm", e, q);
            shapes.put("question.evidence", new int[] {e});
            layer(shapes, "question.memory", 2 * q, e);
            layer(shapes, "question.query", 2 * q, e);
            for (int hop = 1; hop <= s.hops(); hop++) {
                shapes.put("question.hop" + hop, new int[] {e, e});
            }
            layer(shapes, "question.start", 2 * q, 2 * h * s.layers()); // h and c of each LSTM
        }
        return shapes;
    }

    private static void layer(Map<String, int[]> shapes, String name, int input, int output) {
        shapes.put(name + ".weight", new int[] {input, output});
        shapes.put(name + ".bias", new int[] {output});
    }

    private static void lstm(Map<String, int[]> shapes, String name, int input, int units) {
        shapes.put(name + ".input", new int[] {input, 4 * units});
        shapes.put(name + ".recurrent", new int[] {units, 4 * units});
        shapes.put(name + ".bias", new int[] {4 * units});
    }

    /**
     * One tensor.
     *
     * @throws IllegalArgumentException when the network has none of that name
     */
    @Internal
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor named " + name);
        }
        return tensor;
    }

    /** Names in storage order. */
    public Set<String> names() {
        return tensors.keySet();
    }
}
