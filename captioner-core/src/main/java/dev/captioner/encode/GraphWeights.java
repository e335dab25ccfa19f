package dev.captioner.encode;

import static dev.captioner.math.DelayedDeallocation.kept;

import dev.captioner.bundle.ElementType;
import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.Safetensors;
import dev.captioner.math.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The parameters of a {@link ComputationGraph} as a safetensors file: each under the name that Deeplearning4j gives it, such as
 * {@code conv1_W}. Deeplearning4j's own zip files are never read, because reading one may execute what it says.
 */
final class GraphWeights {
    private GraphWeights() {}

    /**
     * Writes all parameters.
     *
     * @throws ModelException when the file cannot be written or a value is not finite in the element type
     */
    public static void write(ComputationGraph graph, Path file, ElementType elementType) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        graph.paramTable().forEach((name, values) -> tensors.put(name, tensor(values)));
        new Safetensors(tensors, Map.of()).write(file, name -> elementType);
    }

    static Tensor tensor(INDArray values) {
        int[] shape = Arrays.stream(values.shape()).mapToInt(Math::toIntExact).toArray();
        return Tensor.of(values.dup('c').data().asFloat(), shape);
    }

    /**
     * Sets the parameters of all layers up to and including one; the file need not hold those behind it.
     *
     * @throws ModelException when a parameter is missing, of another shape, or unknown to the graph
     */
    public static void read(ComputationGraph graph, String lastLayer, Path file) {
        Map<String, Tensor> tensors = Safetensors.read(file).tensors();
        Map<String, INDArray> parameters = graph.paramTable();
        for (String name : tensors.keySet()) {
            if (!parameters.containsKey(name)) {
                throw new ModelException(file + ": found tensor " + name + ", which the network does not have");
            }
        }
        List<String> order = graph.getConfiguration().getTopologicalOrderStr();
        for (String layer : order.subList(0, order.indexOf(lastLayer) + 1)) {
            for (String parameter : graph.getVertex(layer).paramTable(false).keySet()) {
                String name = layer + "_" + parameter;
                set(parameters.get(name), name, tensors.get(name), file);
            }
        }
    }

    private static void set(@Nullable INDArray parameter, String name, @Nullable Tensor tensor, Path file) {
        long[] expected = Objects.requireNonNull(parameter, name).shape();
        if (tensor == null) {
            throw new ModelException(
                    file + ": expected tensor " + name + " " + Arrays.toString(expected) + ", found none of that name");
        }
        long[] found = Arrays.stream(tensor.shape()).asLongStream().toArray();
        if (!Arrays.equals(expected, found)) {
            throw new ModelException(file + ": expected tensor " + name + " to have shape " + Arrays.toString(expected)
                    + ", found " + Arrays.toString(found));
        }
        parameter.assign(kept(Nd4j.create(tensor.values(), found, 'c')));
    }
}
