package dev.captioner.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.image.TrainingImageProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
    void survivesJsonWithASourceSizeAndHasNoneOtherwise() {
        EncoderDescription plain = EncoderDescription.efficientNetLite2("encoder.safetensors");
        EncoderDescription shrinking = plain.withSource(source(224, OptionalInt.of(80)));
        JsonMapper json = JsonMapper.shared();

        assertThat(json.readValue(json.writeValueAsString(shrinking), EncoderDescription.class))
                .isEqualTo(shrinking);
        assertThat(json.writeValueAsString(shrinking)).contains("\"sourceSize\":224", "\"sourceQuality\":80");
        assertThat(json.writeValueAsString(plain)).doesNotContain("source");
        assertThat(shrinking.withSource(Optional.empty())).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(ints = {260, 1000})
    void refusesASourceSizeThatIsNotBelowTheInputSize(int sourceSize) {
        EncoderDescription plain = EncoderDescription.efficientNetLite2("encoder.safetensors");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.withSource(source(sourceSize, OptionalInt.empty())))
                .withMessage(
                        "expected a sourceSize from 1 to below the inputSize of 260, or none, found " + sourceSize);
    }

    @Test
    void theSourceIsNotPartOfTheFingerprint(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("encoder.safetensors"), "weights");
        EncoderDescription plain = EncoderDescription.efficientNetLite2("encoder.safetensors");

        // printf weights | sha256sum
        assertThat(plain.fingerprint(folder))
                .isEqualTo(
                        "efficientnet-lite2 260 Preprocessing[order=RGB, mean=[127.0, 127.0, 127.0],"
                                + " deviation=[128.0, 128.0, 128.0]] 9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c")
                .isEqualTo(plain.withSource(source(224, OptionalInt.of(80))).fingerprint(folder));
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

    @Test
    void refusesASourceQualityWithoutASourceSize() {
        EncoderDescription plain = EncoderDescription.efficientNetLite2("encoder.safetensors");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EncoderDescription(
                        plain.kind(),
                        plain.files(),
                        plain.layer(),
                        plain.inputSize(),
                        OptionalInt.empty(),
                        OptionalInt.of(80),
                        plain.grid(),
                        plain.channels(),
                        plain.preprocessing()))
                .withMessage("expected a sourceQuality from 1 to 100 beside a sourceSize, or none, found 80");
    }

    private static Optional<TrainingImageProfile> source(int size, OptionalInt quality) {
        return Optional.of(new TrainingImageProfile(size, quality));
    }

    private static EncoderDescription description(String kind, List<String> files, int grid) {
        return new EncoderDescription(kind, files, "", 224, grid, 1280, Preprocessing.EFFICIENTNET_LITE);
    }
}
