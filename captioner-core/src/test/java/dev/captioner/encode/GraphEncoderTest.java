package dev.captioner.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.bundle.ElementType;
import dev.captioner.bundle.EncoderDescription;
import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.Preprocessing;
import dev.captioner.bundle.Preprocessing.ChannelOrder;
import dev.captioner.bundle.Safetensors;
import dev.captioner.math.Tensor;
import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** SqueezeNet v1.1 as a network of the zoo and as a Keras model: the two know nothing of each other. */
class GraphEncoderTest {
    private static final int SIZE = 227;

    private static final Preprocessing CAFFE =
            new Preprocessing(ChannelOrder.BGR, List.of(103.939, 116.779, 123.68), List.of(1.0, 1.0, 1.0));

    @TempDir
    private static Path folder;

    @BeforeAll
    static void writeRandomWeights() {
        ComputationGraph graph = ZooNetworks.create("SqueezeNet", SIZE);
        GraphWeights.write(graph, folder.resolve("random.safetensors"), ElementType.F32);
        graph.close();
    }

    @BeforeEach
    void trustKerasFiles() {
        System.setProperty(GraphEncoders.KERAS_PROPERTY, "true");
    }

    @AfterEach
    void trustThemNoMore() {
        System.clearProperty(GraphEncoders.KERAS_PROPERTY);
    }

    @Test
    void kerasFilesMustBeDeclaredTrusted() throws IOException {
        System.clearProperty(GraphEncoders.KERAS_PROPERTY);
        Files.writeString(folder.resolve("model.h5"), "hostile");

        assertRefused(keras("model.h5"), "model.h5", "-Dcaptioner.keras=true");
    }

    @Test
    void aNetworkOfTheZooReadsItsWeightsFromSafetensors() {
        try (Encoder one = open(zoo("random.safetensors", "fire9", 13, 512));
                Encoder other = open(zoo("random.safetensors", "fire9", 13, 512))) {
            float[] values = one.encode(Pretrained.photo("chelsea")).values();

            assertThat(values)
                    .isEqualTo(other.encode(Pretrained.photo("chelsea")).values());
            assertThat(values)
                    .isNotEqualTo(one.encode(Pretrained.photo("coffee")).values());
        }
    }

    @Test
    @Tag(TestTags.DATA)
    void theZooAndKerasAgreeOnRealWeights() throws Exception {
        Map<String, List<INDArray>> weights = KerasSqueezeNet.weights(
                SharedData.require("weights/squeezenet_weights_tf_dim_ordering_tf_kernels_notop.h5"));
        String json = KerasSqueezeNet.json(SIZE);
        KerasFile.writeModel(folder.resolve("model.h5"), json, weights);
        KerasFile.writeWeights(folder.resolve("weights.h5"), weights);
        Files.writeString(folder.resolve("structure.json"), json);
        writeForTheZoo(weights);

        try (Encoder zoo = open(zoo("squeezenet.safetensors", "fire9", 13, 512));
                Encoder whole = open(keras("model.h5"));
                Encoder apart = open(keras("structure.json", "weights.h5"))) {
            for (String photo : List.of("chelsea", "coffee")) {
                float[] values = zoo.encode(Pretrained.photo(photo)).values();
                assertClose(whole.encode(Pretrained.photo(photo)).values(), values);
                assertClose(apart.encode(Pretrained.photo(photo)).values(), values);
            }
        }
    }

    private static EncoderDescription keras(String... files) {
        return new EncoderDescription("keras", List.of(files), "fire9_concat", SIZE, 13, 512, CAFFE);
    }

    /** Keras' fire2_squeeze1x1 with kernels [k, k, in, out] is the zoo's fire2_sq1x1 with [out, in, k, k]. */
    private static void writeForTheZoo(Map<String, List<INDArray>> weights) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        weights.forEach((layer, arrays) -> {
            String name = layer.replace("squeeze", "sq").replace("expand", "exp");
            tensors.put(name + "_W", GraphWeights.tensor(arrays.get(0).permute(3, 2, 0, 1)));
            tensors.put(name + "_b", GraphWeights.tensor(arrays.get(1)));
        });
        write("squeezenet.safetensors", tensors);
    }

    private static void assertClose(float[] found, float[] expected) {
        float greatest = 0;
        for (float value : expected) {
            greatest = Math.max(greatest, value);
        }
        assertThat(greatest).isGreaterThan(100); // so the tolerance is a ten-thousandth
        assertThat(Pretrained.greatestDifference(found, expected)).isLessThan(1e-2f);
    }

    @Test
    void refusesALayerAShapeAndANetworkThatAreNotThere() {
        assertRefused(zoo("random.safetensors", "fire10", 13, 512), "one of [", "fire9", "found 'fire10'");
        assertRefused(zoo("random.safetensors", "fire9", 7, 1280), "7 x 7 regions of 1280", "13 x 13 of 512");
        assertRefused(
                new EncoderDescription("zoo:Inception", List.of("random.safetensors"), "x", SIZE, 13, 512, CAFFE),
                "SqueezeNet",
                "found 'Inception'");
    }

    @Test
    void refusesWeightsThatAreNotThoseOfTheNetwork() {
        Map<String, Tensor> tensors = new LinkedHashMap<>(
                Safetensors.read(folder.resolve("random.safetensors")).tensors());
        Tensor bias = tensors.remove("conv1_b");
        write("missing.safetensors", tensors);
        assertRefused(
                zoo("missing.safetensors", "fire9", 13, 512), "missing.safetensors", "conv1_b", "none of that name");

        tensors.put("conv1_b", Tensor.of(new float[7], 1, 7));
        write("shape.safetensors", tensors);
        assertRefused(zoo("shape.safetensors", "fire9", 13, 512), "shape.safetensors", "conv1_b", "[64]", "[1, 7]");

        tensors.put("conv1_b", Objects.requireNonNull(bias));
        tensors.put("other", bias);
        write("extra.safetensors", tensors);
        assertRefused(zoo("extra.safetensors", "fire9", 13, 512), "extra.safetensors", "other");
    }

    @Test
    void refusesAFileThatIsNoKerasModel() throws IOException {
        Files.writeString(folder.resolve("text.h5"), "not HDF5");
        EncoderDescription description = new EncoderDescription("keras", List.of("text.h5"), "x", SIZE, 13, 512, CAFFE);

        assertRefused(description, "text.h5", "Keras");
        assertRefused(
                new EncoderDescription("keras", List.of("absent.h5"), "x", SIZE, 13, 512, CAFFE), "absent.h5", "none");
    }

    @Test
    void encodingAfterClosingIsRejected() {
        Encoder encoder = open(zoo("random.safetensors", "fire9", 13, 512));
        encoder.close();
        encoder.close();

        assertThatIllegalStateException().isThrownBy(() -> encoder.encode(Pretrained.photo("chelsea")));
    }

    private static void write(String name, Map<String, Tensor> tensors) {
        new Safetensors(tensors, Map.of()).write(folder.resolve(name), tensor -> ElementType.F32);
    }

    private static EncoderDescription zoo(String file, String layer, int grid, int channels) {
        return new EncoderDescription("zoo:SqueezeNet", List.of(file), layer, SIZE, grid, channels, CAFFE);
    }

    private static Encoder open(EncoderDescription description) {
        return Encoders.open(description, folder);
    }

    private static void assertRefused(EncoderDescription description, String... parts) {
        assertThatThrownBy(() -> open(description))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(parts);
    }
}
