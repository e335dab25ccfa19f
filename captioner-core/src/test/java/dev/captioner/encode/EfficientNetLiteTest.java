package dev.captioner.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.bundle.Preprocessing;
import dev.captioner.bundle.Safetensors;
import dev.captioner.encode.EfficientNetLite.Normalisation;
import dev.captioner.math.Tensor;
import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.zoo.PretrainedType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

@Tag(TestTags.DATA)
class EfficientNetLiteTest {
    private static final EfficientNetLiteArchitecture LITE2 = EfficientNetLiteArchitecture.LITE2;

    private final EfficientNetLiteWeights weights = Pretrained.weights(LITE2);

    @ParameterizedTest
    @EnumSource
    void classifiesAsItsWeightsDoInPyTorch(Normalisation normalisation) {
        Tensor logits = Objects.requireNonNull(
                Safetensors.read(SharedData.require("weights/golden/efficientnet-lite2.safetensors"))
                        .tensors()
                        .get("logits"));
        ComputationGraph graph = new EfficientNetLite(LITE2, normalisation).initPretrained(weights);

        INDArray found = graph.output(images())[0]; // [2, classes]

        INDArray expected = Transforms.softmax(Nd4j.create(logits.values(), new long[] {2, 1000}, 'c'));
        assertThat(found.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-4);
    }

    @Test
    void normalisationInLayersGivesTheSameRegionsAsFolded() {
        assertThat(Pretrained.greatestDifference(regions(Normalisation.LAYERS), regions(Normalisation.FOLDED)))
                .isLessThan(2e-4f);
    }

    @Test
    void trainsTheFullyConnectedLayerAndNothingElse() {
        ComputationGraph cnn = new EfficientNetLite(LITE2, Normalisation.LAYERS).initPretrained(weights);
        ComputationGraph network = EfficientNetLite.withTrainableFc(cnn, 16, LossFunction.MSE, new Sgd(0.01));
        Map<String, float[]> before = parameters(network);
        DataSet data = new DataSet(images(), Nd4j.rand(2, 16));

        double first = network.score(data);
        for (int step = 0; step < 5; step++) {
            network.fit(data);
        }

        assertThat(network.score(data)).isLessThan(first);
        Map<String, float[]> after = parameters(network);
        assertThat(after.get("fc_W")).hasSize(1280 * 16).isNotEqualTo(before.get("fc_W"));
        assertThat(after.get("fc_b")).isNotEqualTo(before.get("fc_b"));
        assertThat(after.keySet()).hasSizeGreaterThan(5 * 64);
        after.forEach((name, values) -> {
            if (!name.startsWith("fc_")) {
                assertThat(values).as(name).isEqualTo(before.get(name));
            }
        });
    }

    @Test
    void saysWhatToDoInsteadOfDownloading() {
        EfficientNetLite model = new EfficientNetLite(LITE2, Normalisation.FOLDED);

        assertThatThrownBy(() -> model.initPretrained(PretrainedType.IMAGENET))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("initPretrained(Path)");
        assertThat(model.pretrainedAvailable(PretrainedType.IMAGENET)).isFalse();
    }

    @Test
    void refusesAnotherInputShapeAndWeightsOfAnotherArchitecture() {
        EfficientNetLite model = new EfficientNetLite(EfficientNetLiteArchitecture.LITE0, Normalisation.FOLDED);

        model.setInputShape(new int[][] {{3, 224, 224}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.setInputShape(new int[][] {{3, 260, 260}}))
                .withMessageContainingAll("[[3, 224, 224]]", "[[3, 260, 260]]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.initPretrained(weights))
                .withMessageContainingAll("efficientnet-lite0", "efficientnet-lite2");
    }

    private float[] regions(Normalisation normalisation) {
        try (Encoder encoder = new GraphEncoder(
                new EfficientNetLite(LITE2, normalisation).initPretrained(weights),
                EfficientNetLite.FEATURES,
                LITE2.inputSize(),
                Preprocessing.EFFICIENTNET_LITE)) {
            return encoder.encode(Pretrained.photo("coffee")).values();
        }
    }

    /** chelsea and coffee, {@code [2, S, S, 3]}. */
    private static INDArray images() {
        NetworkInput input = NetworkInput.of(LITE2);
        long size = LITE2.inputSize();
        INDArray images = Nd4j.create(2, size, size, 3);
        images.slice(0).assign(Nd4j.create(input.pixels(Pretrained.photo("chelsea")), new long[] {size, size, 3}, 'c'));
        images.slice(1).assign(Nd4j.create(input.pixels(Pretrained.photo("coffee")), new long[] {size, size, 3}, 'c'));
        return images;
    }

    private static Map<String, float[]> parameters(ComputationGraph graph) {
        Map<String, float[]> values = new LinkedHashMap<>();
        graph.paramTable()
                .forEach((name, array) -> values.put(name, array.dup('c').data().asFloat()));
        return values;
    }
}
