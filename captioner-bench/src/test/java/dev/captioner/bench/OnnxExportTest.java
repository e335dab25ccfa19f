package dev.captioner.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.encode.EfficientNetLiteArchitecture;
import dev.captioner.encode.EfficientNetLiteWeights;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.OneDnnEncoder;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import dev.captioner.image.Resize;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxExportTest {
    private static final EfficientNetLiteArchitecture LITE2 = EfficientNetLiteArchitecture.LITE2;

    @ParameterizedTest
    @ValueSource(strings = {"chelsea", "rocket"})
    void onnxRuntimeGivesTheSameRegions(String name) throws Exception {
        EfficientNetLiteWeights weights = EfficientNetLiteWeights.read(
                LITE2, Path.of("../pretrained/encoders/efficientnet-lite2/encoder.safetensors"));
        byte[] jpeg = Files.readAllBytes(Path.of("../samples/" + name + ".jpg"));
        Photo photo = Resize.bicubic(new PhotoReader().read(jpeg), LITE2.inputSize(), LITE2.inputSize());

        try (Encoder encoder = new OneDnnEncoder(weights);
                OnnxPeer peer = new OnnxPeer(weights, 1)) {
            float[] expected = peer.encode(photo).values();
            float[] found = encoder.encode(photo).values();

            assertThat(found).hasSameSizeAs(expected);
            float greatest = 0;
            for (int i = 0; i < expected.length; i++) {
                greatest = Math.max(greatest, Math.abs(found[i] - expected[i]));
            }
            assertThat(greatest).isLessThan(1e-3f);
        }
    }
}
