package dev.captioner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.bundle.DecodingDescription;
import dev.captioner.bundle.EncoderDescription;
import dev.captioner.bundle.ModelDescription;
import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.bundle.Preprocessing;
import dev.captioner.bundle.Safetensors;
import dev.captioner.math.Tensor;
import dev.captioner.text.Vocabulary;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightsTest {
    private static final NetworkShape SHAPE = new NetworkShape(3, 4, 2, 6, 2, NetworkShape.AttentionKind.ADDITIVE);

    @Test
    void takesExactlyTheTensorsOfTheNetwork() {
        Weights weights = Weights.of(model(tensors()));

        assertThat(weights.names())
                .containsExactlyElementsOf(Weights.shapes(SHAPE).keySet());
        assertThat(weights.get("embedding").shape()).containsExactly(6, 4);
    }

    @Test
    void namesTheFileAndTheTensorThatIsMissing() {
        Map<String, Tensor> tensors = tensors();
        tensors.remove("attention.key");

        assertThatThrownBy(() -> Weights.of(model(tensors)))
                .isInstanceOf(ModelException.class)
                .hasMessage("weights.safetensors: tensor attention.key is missing; expected shape [4, 4]");
    }

    @Test
    void namesTheFileAndTheTensorThatIsTooMany() {
        Map<String, Tensor> tensors = tensors();
        tensors.put("attention.bias", Tensor.of(new float[] {1}, 1));

        assertThatThrownBy(() -> Weights.of(model(tensors)))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("weights.safetensors: tensor attention.bias is not part of the network ");
    }

    @Test
    void namesTheFileAndTheTensorOfTheWrongShape() {
        Map<String, Tensor> tensors = tensors();
        tensors.put("embedding", Tensor.of(new float[24], 4, 6));

        assertThatThrownBy(() -> Weights.of(model(tensors)))
                .isInstanceOf(ModelException.class)
                .hasMessage("weights.safetensors: tensor embedding has shape [4, 6], expected [6, 4]");
    }

    @ParameterizedTest
    @EnumSource
    void aShapeStaysTheSameThroughItsDescription(NetworkShape.AttentionKind attention) {
        NetworkShape shape = new NetworkShape(3, 4, 2, 6, 1, attention);

        assertThat(NetworkShape.of(shape.description())).isEqualTo(shape);
    }

    private static Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Weights.shapes(SHAPE).forEach((name, shape) -> {
            int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
            tensors.put(name, Tensor.of(new float[size], shape));
        });
        return tensors;
    }

    private static ModelFolder model(Map<String, Tensor> tensors) {
        EncoderDescription encoder = new EncoderDescription(
                EncoderDescription.EFFICIENTNET_LITE0,
                List.of("encoder.safetensors"),
                "",
                224,
                7,
                SHAPE.channels(),
                Preprocessing.EFFICIENTNET_LITE);
        return new ModelFolder(
                new ModelDescription(
                        "tiny",
                        "1",
                        SHAPE.description(),
                        encoder,
                        new DecodingDescription(3, 0.7, 16, true),
                        Optional.empty(),
                        List.of(),
                        "CC0",
                        List.of()),
                Vocabulary.ofWords(List.of("a", "cat")),
                new Safetensors(tensors, Map.of()),
                Path.of("elsewhere"),
                List.of(),
                "");
    }
}
