package dev.captioner.bench;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.captioner.encode.EfficientNetLiteWeights;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.OneDnnEncoder;
import dev.captioner.image.Photo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEncoderTest {
    @ParameterizedTest
    @ValueSource(strings = {"chelsea", "rocket"})
    void onnxRuntimeGivesTheSameRegions(String name) throws Exception {
        EfficientNetLiteWeights weights = Published.encoder();
        Photo photo = Published.photo(name);

        try (Encoder encoder = new OneDnnEncoder(weights);
                Encoder peer = new OnnxEncoder(weights, 1)) {
            float[] expected = peer.encode(photo).values();
            float[] found = encoder.encode(photo).values();

            assertThatCode(() -> ResultAgreement.require("features of " + name, expected, found, 1e-3))
                    .doesNotThrowAnyException();
        }
    }
}
