package dev.captioner.encode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.nd4j.linalg.api.ndarray.INDArray;
import tools.jackson.databind.json.JsonMapper;

/**
 * SqueezeNet v1.1 without its classifier, as Keras 2 writes models. The published weights are in a file of a Keras before that,
 * which Deeplearning4j's importer does not understand, so they are written again here.
 */
final class KerasSqueezeNet {
    private final List<Map<String, Object>> layers = new ArrayList<>();

    private KerasSqueezeNet() {}

    /** The structure: {@code model.to_json()}. */
    static String json(int size) {
        KerasSqueezeNet model = new KerasSqueezeNet();
        model.add("InputLayer", "input_1", Map.of("batch_input_shape", Arrays.asList(null, size, size, 3)));
        model.convolution("conv1", 64, 3, 2, "valid", "input_1");
        model.relu("relu_conv1", "conv1");
        model.pool("pool1", "relu_conv1");
        model.fire("fire2", 16, 64, "pool1");
        model.fire("fire3", 16, 64, "fire2_concat");
        model.pool("pool3", "fire3_concat");
        model.fire("fire4", 32, 128, "pool3");
        model.fire("fire5", 32, 128, "fire4_concat");
        model.pool("pool5", "fire5_concat");
        model.fire("fire6", 48, 192, "pool5");
        model.fire("fire7", 48, 192, "fire6_concat");
        model.fire("fire8", 64, 256, "fire7_concat");
        model.fire("fire9", 64, 256, "fire8_concat");
        Map<String, Object> config = Map.of(
                "name",
                "squeezenet",
                "layers",
                model.layers,
                "input_layers",
                List.of(List.of("input_1", 0, 0)),
                "output_layers",
                List.of(List.of("fire9_concat", 0, 0)));
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "class_name", "Model", "config", config, "keras_version", "2.0.8", "backend", "tensorflow"));
    }

    private void fire(String name, int squeeze, int expand, String input) {
        convolution(name + "_squeeze1x1", squeeze, 1, 1, "valid", input);
        relu(name + "_relu_squeeze1x1", name + "_squeeze1x1");
        convolution(name + "_expand1x1", expand, 1, 1, "valid", name + "_relu_squeeze1x1");
        relu(name + "_relu_expand1x1", name + "_expand1x1");
        convolution(name + "_expand3x3", expand, 3, 1, "same", name + "_relu_squeeze1x1");
        relu(name + "_relu_expand3x3", name + "_expand3x3");
        add("Concatenate", name + "_concat", Map.of("axis", 3), name + "_relu_expand1x1", name + "_relu_expand3x3");
    }

    private void convolution(String name, int filters, int kernel, int stride, String padding, String input) {
        Map<String, Object> config = Map.of(
                "filters",
                filters,
                "kernel_size",
                List.of(kernel, kernel),
                "strides",
                List.of(stride, stride),
                "padding",
                padding,
                "data_format",
                "channels_last",
                "dilation_rate",
                List.of(1, 1),
                "activation",
                "linear",
                "use_bias",
                true,
                "kernel_initializer",
                Map.of("class_name", "Zeros", "config", Map.of()),
                "bias_initializer",
                Map.of("class_name", "Zeros", "config", Map.of()));
        add("Conv2D", name, config, input);
    }

    private void relu(String name, String input) {
        add("Activation", name, Map.of("activation", "relu"), input);
    }

    private void pool(String name, String input) {
        Map<String, Object> config = Map.of(
                "pool_size",
                List.of(3, 3),
                "strides",
                List.of(2, 2),
                "padding",
                "valid",
                "data_format",
                "channels_last");
        add("MaxPooling2D", name, config, input);
    }

    private void add(String className, String name, Map<String, Object> config, String... inputs) {
        Map<String, Object> named = new HashMap<>(config);
        named.put("name", name);
        named.put("trainable", true);
        named.put("dtype", "float32");
        List<Object> nodes = new ArrayList<>();
        for (String input : inputs) {
            nodes.add(List.of(input, 0, 0, Map.of()));
        }
        layers.add(Map.of(
                "class_name", className,
                "name", name,
                "config", named,
                "inbound_nodes", nodes.isEmpty() ? List.of() : List.of(nodes)));
    }

    /** Kernel {@code [k, k, in, out]} and bias {@code [out]} of each convolution, out of the published file. */
    static Map<String, List<INDArray>> weights(Path published) throws Exception {
        Map<String, List<INDArray>> weights = new LinkedHashMap<>();
        Hdf5.load();
        try (Hdf5Archive archive = new Hdf5Archive(published.toString())) {
            weights.put(
                    "conv1",
                    List.of(archive.readDataSet("uniform1", "conv1"), archive.readDataSet("conv1_b", "conv1")));
            for (int fire = 2; fire <= 9; fire++) {
                for (String part : List.of("squeeze1x1", "expand1x1", "expand3x3")) {
                    String group = "fire" + fire;
                    String kernel = archive.getDataSets(group, part).get(0);
                    weights.put(
                            group + "_" + part,
                            List.of(
                                    archive.readDataSet(kernel, group, part),
                                    archive.readDataSet(part + "_b", group, part, group)));
                }
            }
        }
        return weights;
    }
}
