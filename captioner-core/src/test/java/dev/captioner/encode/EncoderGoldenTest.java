package dev.captioner.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.bundle.Safetensors;
import dev.captioner.encode.Encoders.Backend;
import dev.captioner.math.Tensor;
import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every backend against what the same weights give in PyTorch; features lie between 0 and 6. */
@Tag(TestTags.DATA)
class EncoderGoldenTest {
    private static final float TOLERANCE = 2e-4f;

    private static final List<String> PHOTOS = List.of("chelsea", "coffee"); // in the order of the golden tensors

    /** Recipe of the values: golden.py beside them. */
    @ParameterizedTest
    @EnumSource(Backend.class)
    void givesTheCommittedValuesOfLite2(Backend backend) throws IOException {
        EfficientNetLiteWeights weights = Pretrained.weights(EfficientNetLiteArchitecture.LITE2);
        try (Encoder encoder = Encoders.open(weights, backend)) {
            for (String photo : PHOTOS) {
                RegionFeatures features = encoder.encode(Pretrained.photo(photo));
                for (String line : committedValues(photo)) {
                    String[] fields = line.split("\t", -1);
                    int region = Integer.parseInt(fields[2]);
                    int channel = Integer.parseInt(fields[3]);
                    assertThat(features.values()[region * features.channels() + channel])
                            .as(line)
                            .isCloseTo(Float.parseFloat(fields[4]), within(TOLERANCE));
                    assertThat(Pretrained.topClass(weights, features)).isEqualTo(Integer.parseInt(fields[1]));
                }
            }
        }
    }

    static Stream<Arguments> backendsAndArchitectures() {
        return Arrays.stream(Backend.values())
                .flatMap(backend -> Arrays.stream(EfficientNetLiteArchitecture.values())
                        .map(architecture -> Arguments.of(backend, architecture)));
    }

    @ParameterizedTest
    @MethodSource("backendsAndArchitectures")
    void givesEveryFeatureAndTheTopClass(Backend backend, EfficientNetLiteArchitecture architecture)
            throws IOException {
        String title = architecture.title();
        Safetensors golden = Safetensors.read(SharedData.require("weights/golden/" + title + ".safetensors"));
        Tensor features = Objects.requireNonNull(golden.tensors().get("features")); // [2, D, g, g]
        Tensor logits = Objects.requireNonNull(golden.tensors().get("logits")); // [2, classes]
        EfficientNetLiteWeights weights = Pretrained.weights(architecture);
        try (Encoder encoder = Encoders.open(weights, backend)) {
            for (int i = 0; i < PHOTOS.size(); i++) {
                String png = "weights/golden/" + title + "-" + PHOTOS.get(i) + ".png";
                RegionFeatures found = encoder.encode(
                        Pretrained.photo(ImageIO.read(SharedData.require(png).toFile())));
                assertThat(greatestDifference(found, features.values(), i)).isLessThan(TOLERANCE);
                assertThat(Pretrained.topClass(weights, found)).isEqualTo(argmax(logits, i));
            }
        }
    }

    private static float greatestDifference(RegionFeatures found, float[] golden, int photo) {
        int regions = found.regions();
        int channels = found.channels();
        float greatest = 0;
        for (int region = 0; region < regions; region++) {
            for (int channel = 0; channel < channels; channel++) {
                float expected = golden[(photo * channels + channel) * regions + region];
                greatest = Math.max(greatest, Math.abs(expected - found.values()[region * channels + channel]));
            }
        }
        return greatest;
    }

    private static int argmax(Tensor logits, int row) {
        int classes = logits.size(1);
        int top = 0;
        for (int c = 1; c < classes; c++) {
            if (logits.values()[row * classes + c] > logits.values()[row * classes + top]) {
                top = c;
            }
        }
        return top;
    }

    private static List<String> committedValues(String photo) throws IOException {
        try (InputStream tsv = EncoderGoldenTest.class.getResourceAsStream("efficientnet-lite2-golden.tsv")) {
            String text = new String(Objects.requireNonNull(tsv).readAllBytes(), StandardCharsets.UTF_8);
            List<String> values =
                    text.lines().filter(line -> line.startsWith(photo)).toList();
            assertThat(values).hasSize(40);
            return values;
        }
    }
}
