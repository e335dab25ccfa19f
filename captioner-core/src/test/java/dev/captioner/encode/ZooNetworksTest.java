package dev.captioner.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.bundle.Preprocessing;
import dev.captioner.testing.TestTags;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag(TestTags.SLOW)
class ZooNetworksTest {
    /** Inputs smaller than the networks were made for, to save time. */
    @ParameterizedTest
    @CsvSource({
        "Darknet19, activation_18, 64, 2, 1024",
        "ResNet50, res5c_branch, 128, 2, 2048",
        "SqueezeNet, fire9, 64, 3, 512",
        "VGG16, 17, 64, 2, 512",
        "VGG19, 20, 64, 2, 512",
        "Xception, block14_sepconv2_act, 64, 2, 2048"
    })
    void itsLastImageIsTheRegions(String name, String layer, int inputSize, int grid, int channels) {
        try (Encoder encoder = new GraphEncoder(
                ZooNetworks.create(name, inputSize), layer, inputSize, Preprocessing.EFFICIENTNET_LITE)) {
            assertThat(encoder.grid()).isEqualTo(grid);
            assertThat(encoder.channels()).isEqualTo(channels);
        }
    }
}
