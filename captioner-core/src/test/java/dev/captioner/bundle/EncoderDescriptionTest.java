package dev.captioner.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class EncoderDescriptionTest {
    @Test
    void survivesJson() {
        EncoderDescription description = EncoderDescription.efficientNetLite2("encoder.safetensors");
        JsonMapper json = JsonMapper.shared();

        assertThat(json.readValue(json.writeValueAsString(description), EncoderDescription.class))
                .isEqualTo(description);
    }

    @Test
    void readsThatOfThePublishedEncoder() {
        assertThat(EncoderDescription.read(Path.of("../pretrained/encoders/efficientnet-lite2")))
                .isEqualTo(EncoderDescription.efficientNetLite2("encoder.safetensors"));
    }

    @Test
    void namesTheFileWhenAFolderHasNone(@TempDir Path folder) {
        assertThatThrownBy(() -> EncoderDescription.read(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("encoder.json: expected a file, found nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "efficientnet-lite1", "zoo:", "zoo:../x", "KERAS"})
    void refusesAnUnknownKind(String kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> description(kind, List.of("a.safetensors"), 7))
                .withMessageContaining("'" + kind + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".hidden", "a/b", "a\\b", "/etc/passwd", "a b"})
    void refusesAFileOutsideTheFolder(String file) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> description("keras", List.of(file), 7))
                .withMessageContaining("'" + file + "'");
    }

    @Test
    void refusesTheWrongNumberOfFilesAndSizesThatAreNotPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> description("zoo:VGG16", List.of("a", "b"), 7))
                .withMessageContaining("1 to 1 files");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> description("keras", List.of("a"), 0))
                .withMessageContaining("grid=0");
        assertThat(description("keras", List.of("a.json", "a.h5"), 7).files()).hasSize(2);
    }

    @Test
    void refusesAPreprocessingThatIsNotOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Preprocessing(Preprocessing.ChannelOrder.BGR, List.of(1.0, 2.0), List.of(1.0, 1.0, 1.0)))
                .withMessageContaining("[1.0, 2.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Preprocessing(
                        Preprocessing.ChannelOrder.RGB, List.of(1.0, 2.0, 3.0), List.of(1.0, 0.0, 1.0)))
                .withMessageContaining("above 0");
    }

    private static EncoderDescription description(String kind, List<String> files, int grid) {
        return new EncoderDescription(kind, files, "", 224, grid, 1280, Preprocessing.EFFICIENTNET_LITE);
    }
}
