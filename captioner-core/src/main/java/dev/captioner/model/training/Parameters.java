package dev.captioner.model.training;

import static dev.captioner.math.DelayedDeallocation.kept;

import dev.captioner.api.Internal;
import dev.captioner.math.DelayedDeallocation;
import dev.captioner.math.Tensor;
import dev.captioner.math.Views;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The trainable tensors and their gradients, each kind in one flat vector so that the optimiser is one call; the named tensors
 * are views of it. Mutable, for one training thread.
 */
@Internal
public final class Parameters {
    private final NetworkShape shape;
    private final INDArray values;
    private final INDArray gradients;
    private final Map<String, INDArray> valueOf = new LinkedHashMap<>();
    private final Map<String, INDArray> gradientOf = new LinkedHashMap<>();

    /** Parameters of a network, all zero. */
    public Parameters(NetworkShape shape, DataType type) {
        DelayedDeallocation.install();
        this.shape = shape;
        Map<String, int[]> shapes = Weights.shapes(shape);
        long size = shapes.values().stream().mapToLong(Parameters::product).sum();
        this.values = Nd4j.zeros(type, size);
        this.gradients = Nd4j.zeros(type, size);
        long offset = 0;
        for (Map.Entry<String, int[]> entry : shapes.entrySet()) {
            long end = offset + product(entry.getValue());
            valueOf.put(entry.getKey(), view(values, offset, end, entry.getValue()));
            gradientOf.put(entry.getKey(), view(gradients, offset, end, entry.getValue()));
            offset = end;
        }
    }

    private static long product(int[] shape) {
        return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    }

    private static INDArray view(INDArray flat, long from, long to, int[] shape) {
        return flat.get(NDArrayIndex.interval(from, to))
                .reshape('c', Arrays.stream(shape).asLongStream().toArray());
    }

    /** Sizes and kinds of the network. */
    public NetworkShape shape() {
        return shape;
    }

    /** All values, one vector. */
    public INDArray values() {
        return values;
    }

    /** All gradients, one vector in the order of {@link #values}. */
    public INDArray gradients() {
        return gradients;
    }

    /** The value of one tensor, a view. */
    public INDArray value(String name) {
        return named(valueOf, name);
    }

    /** The gradient of one tensor, a view. */
    public INDArray gradient(String name) {
        return named(gradientOf, name);
    }

    /** Rows {@code [from, to)} of a matrix, a view. */
    INDArray valueRows(String name, int from, int to) {
        return rows(value(name), from, to);
    }

    /** Rows {@code [from, to)} of a matrix's gradient, a view. */
    INDArray gradientRows(String name, int from, int to) {
        return rows(gradient(name), from, to);
    }

    private static INDArray rows(INDArray matrix, int from, int to) {
        return Views.rows(matrix, from, to);
    }

    private static INDArray named(Map<String, INDArray> tensors, String name) {
        INDArray tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor named " + name + "; there are " + tensors.keySet());
        }
        return tensor;
    }

    /** Copies weights in. */
    public void assign(Weights weights) {
        valueOf.forEach((name, view) ->
                view.assign(kept(Nd4j.createFromArray(weights.get(name).values()))
                        .reshape('c', view.shape())
                        .castTo(view.dataType())));
    }

    /** An immutable copy of a vector laid out as {@link #values}: the values themselves, or an average of them. */
    public Weights copy(INDArray vector) {
        float[] all = vector.toFloatVector();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        int offset = 0;
        for (Map.Entry<String, int[]> entry : Weights.shapes(shape).entrySet()) {
            int end = offset + (int) product(entry.getValue());
            tensors.put(entry.getKey(), Tensor.of(Arrays.copyOfRange(all, offset, end), entry.getValue()));
            offset = end;
        }
        return Weights.of(shape, tensors);
    }
}
