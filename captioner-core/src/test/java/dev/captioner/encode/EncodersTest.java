package dev.captioner.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.bundle.EncoderDescription;
import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.Preprocessing;
import dev.captioner.encode.Encoders.Backend;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EncodersTest {
    private final EncoderDescription lite2 = EncoderDescription.efficientNetLite2("encoder.safetensors");
    private final Path folder = Pretrained.lite2Folder();

    @AfterEach
    void forgetTheBackend() {
        System.clearProperty(Encoders.BACKEND_PROPERTY);
    }

    @Test
    void opensWhatIsDescribedWithTheFastestBackend() {
        try (Encoder encoder = Encoders.open(lite2, folder)) {
            assertThat(encoder).isInstanceOf(OneDnnEncoder.class);
            assertThat(encoder.inputSize()).isEqualTo(260);
            assertThat(encoder.grid()).isEqualTo(9);
            assertThat(encoder.channels()).isEqualTo(1280);
        }
    }

    @Test
    void theSystemPropertyChoosesTheBackend() {
        System.setProperty(Encoders.BACKEND_PROPERTY, "nd4j");
        try (Encoder encoder = Encoders.open(lite2, folder)) {
            assertThat(encoder).isInstanceOf(Nd4jEncoder.class);
        }
        System.setProperty(Encoders.BACKEND_PROPERTY, "gpu");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Encoders.open(lite2, folder))
                .withMessageContainingAll("captioner.encoder", "onednn", "'gpu'");
    }

    @Test
    void refusesADescriptionThatDoesNotFitTheArchitecture() {
        EncoderDescription wrongGrid =
                new EncoderDescription(lite2.kind(), lite2.files(), "", 260, 7, 1280, Preprocessing.EFFICIENTNET_LITE);

        assertThatThrownBy(() -> Encoders.open(wrongGrid, folder, Backend.AUTO))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("grid=9", "grid=7");
    }

    @Test
    void refusesTheWeightsOfAnotherArchitecture() {
        EncoderDescription lite0 = EncoderDescription.efficientNetLite0("encoder.safetensors");

        assertThatThrownBy(() -> Encoders.open(lite0, folder, Backend.AUTO))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("encoder.safetensors", "efficientnet-lite0");
    }
}
