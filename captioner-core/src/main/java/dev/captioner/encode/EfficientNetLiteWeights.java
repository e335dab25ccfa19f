package dev.captioner.encode;

import dev.captioner.api.Internal;
import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.Safetensors;
import dev.captioner.math.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The published tensors of an EfficientNet-Lite, checked to be exactly those that the architecture needs. */
@Internal
public final class EfficientNetLiteWeights {
    /** {@code [CLASSES, CHANNELS]}. */
    static final String CLASSIFIER_WEIGHT = "_fc.weight";

    /** {@code [CLASSES]}. */
    static final String CLASSIFIER_BIAS = "_fc.bias";

    private final EfficientNetLiteArchitecture architecture;
    private final Map<String, Tensor> tensors;

    private EfficientNetLiteWeights(EfficientNetLiteArchitecture architecture, Map<String, Tensor> tensors) {
        this.architecture = architecture;
        this.tensors = tensors;
    }

    /**
     * Reads a safetensors file.
     *
     * @throws ModelException when the file is damaged or does not hold exactly the tensors of the architecture
     */
    public static EfficientNetLiteWeights read(EfficientNetLiteArchitecture architecture, Path file) {
        return of(architecture, Safetensors.read(file).tensors(), file.toString());
    }

    /**
     * Takes tensors that were read before.
     *
     * @param file how error messages call their origin
     * @throws ModelException when they are not exactly the tensors of the architecture
     */
    public static EfficientNetLiteWeights of(
            EfficientNetLiteArchitecture architecture, Map<String, Tensor> tensors, String file) {
        Map<String, int[]> expected = shapes(architecture);
        expected.forEach((name, shape) -> {
            Tensor tensor = tensors.get(name);
            if (tensor == null) {
                throw new ModelException(file + ": expected tensor " + name + " " + Arrays.toString(shape) + " of "
                        + architecture.title() + ", found none of that name");
            }
            if (!Arrays.equals(tensor.shape(), shape)) {
                throw new ModelException(file + ": expected tensor " + name + " of " + architecture.title()
                        + " to have shape " + Arrays.toString(shape) + ", found " + Arrays.toString(tensor.shape()));
            }
        });
        for (String name : tensors.keySet()) {
            if (!expected.containsKey(name)) {
                throw new ModelException(
                        file + ": found tensor " + name + ", which " + architecture.title() + " does not have");
            }
        }
        return new EfficientNetLiteWeights(architecture, Map.copyOf(tensors));
    }

    private static Map<String, int[]> shapes(EfficientNetLiteArchitecture architecture) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        for (Convolution convolution : architecture.convolutions()) {
            shapes.put(convolution.weights(), convolution.weightsShape());
            for (String statistic : List.of(".weight", ".bias", ".running_mean", ".running_var")) {
                shapes.put(convolution.normalisation() + statistic, new int[] {convolution.outputChannels()});
            }
        }
        int classes = EfficientNetLiteArchitecture.CLASSES;
        shapes.put(CLASSIFIER_WEIGHT, new int[] {classes, EfficientNetLiteArchitecture.CHANNELS});
        shapes.put(CLASSIFIER_BIAS, new int[] {classes});
        return shapes;
    }

    /** Which architecture the weights are for. */
    public EfficientNetLiteArchitecture architecture() {
        return architecture;
    }

    /** The values of one tensor of the architecture, for reading only. */
    float[] values(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor named " + name);
        }
        return tensor.values();
    }

    /** All convolutions with their batch normalisation folded in, in order. */
    public List<FoldedConvolution> fold() {
        List<FoldedConvolution> folded = new ArrayList<>();
        for (Convolution convolution : architecture.convolutions()) {
            folded.add(FoldedConvolution.fold(
                    convolution,
                    values(convolution.weights()),
                    values(convolution.normalisation() + ".weight"),
                    values(convolution.normalisation() + ".bias"),
                    values(convolution.normalisation() + ".running_mean"),
                    values(convolution.normalisation() + ".running_var")));
        }
        return List.copyOf(folded);
    }
}
