package dev.captioner.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.bundle.ModelException;
import dev.captioner.math.Tensor;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EfficientNetLiteArchitectureTest {
    /** Parameters with the classifier as the timm library counts them: 4.65 and 6.09 million. */
    @ParameterizedTest
    @CsvSource({"LITE0, 49, 224, 7, 4652008", "LITE2, 64, 260, 9, 6092072"})
    void hasThePublishedSize(
            EfficientNetLiteArchitecture architecture, int convolutions, int inputSize, int grid, int parameters) {
        assertThat(architecture.convolutions().size()).isEqualTo(convolutions);
        assertThat(architecture.inputSize()).isEqualTo(inputSize);
        assertThat(architecture.grid()).isEqualTo(grid);
        int found = (EfficientNetLiteArchitecture.CHANNELS + 1) * EfficientNetLiteArchitecture.CLASSES;
        for (Convolution convolution : architecture.convolutions()) {
            int weights = 1;
            for (int dimension : convolution.weightsShape()) {
                weights *= dimension;
            }
            found += weights + 2 * convolution.outputChannels(); // with scale and shift of the normalisation
        }
        assertThat(found).isEqualTo(parameters);
    }

    @ParameterizedTest
    @EnumSource
    void eachConvolutionReadsWhatTheOneBeforeWrites(EfficientNetLiteArchitecture architecture) {
        int channels = 3;
        int size = architecture.inputSize();
        HashSet<String> names = new HashSet<>();
        for (Convolution convolution : architecture.convolutions()) {
            assertThat(convolution.inputChannels()).isEqualTo(channels);
            assertThat(convolution.inputSize()).isEqualTo(size);
            assertThat(names.add(convolution.name())).isTrue();
            channels = convolution.outputChannels();
            size = convolution.outputSize();
            if (convolution.addsResidual()) {
                Convolution added = architecture.convolutions().get(convolution.residual());
                assertThat(added.outputChannels()).isEqualTo(channels);
                assertThat(added.outputSize()).isEqualTo(size);
            }
        }
        assertThat(channels).isEqualTo(EfficientNetLiteArchitecture.CHANNELS);
        assertThat(size).isEqualTo(architecture.grid());
    }

    /** By the formula of "same" padding: max((ceil(n / s) - 1) s + k - n, 0), the smaller half before. */
    @ParameterizedTest
    @CsvSource({
        "224, 3, 2, 112, 0, 1",
        "65, 5, 2, 33, 2, 2",
        "260, 3, 2, 130, 0, 1",
        "33, 3, 2, 17, 1, 1",
        "7, 5, 1, 7, 2, 2",
        "9, 1, 1, 9, 0, 0"
    })
    void padsAsTensorFlowDoes(int size, int kernel, int stride, int output, int before, int after) {
        Convolution convolution = new Convolution(
                "c", "c.weight", "bn", Convolution.Kind.DENSE, kernel, stride, 1, 1, size, Convolution.NONE);

        assertThat(convolution.outputSize()).isEqualTo(output);
        assertThat(convolution.paddingBefore()).isEqualTo(before);
        assertThat(convolution.paddingAfter()).isEqualTo(after);
    }

    @Test
    void refusesWeightsThatAreNotExactlyThoseOfTheArchitecture() {
        EfficientNetLiteArchitecture lite2 = EfficientNetLiteArchitecture.LITE2;
        Map<String, Tensor> complete = dev.captioner.bundle.Safetensors.read(
                        Pretrained.lite2Folder().resolve("encoder.safetensors"))
                .tensors();

        Map<String, Tensor> missing = new LinkedHashMap<>(complete);
        missing.remove("_blocks.3._bn1.running_var");
        assertThatThrownBy(() -> EfficientNetLiteWeights.of(lite2, missing, "some.safetensors"))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "some.safetensors: expected tensor _blocks.3._bn1.running_var [144] of efficientnet-lite2, found"
                                + " none of that name");

        Map<String, Tensor> wrong = new LinkedHashMap<>(complete);
        wrong.put("_conv_stem.weight", Tensor.of(new float[864], 3, 32, 3, 3));
        assertThatThrownBy(() -> EfficientNetLiteWeights.of(lite2, wrong, "some.safetensors"))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("some.safetensors", "_conv_stem.weight", "[32, 3, 3, 3]", "[3, 32, 3, 3]");

        Map<String, Tensor> extra = new LinkedHashMap<>(complete);
        extra.put("_extra", Tensor.of(new float[1], 1));
        assertThatThrownBy(() -> EfficientNetLiteWeights.of(lite2, extra, "some.safetensors"))
                .isInstanceOf(ModelException.class)
                .hasMessage("some.safetensors: found tensor _extra, which efficientnet-lite2 does not have");
    }
}
