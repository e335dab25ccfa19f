package dev.captioner.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeTest {
    @ParameterizedTest
    @CsvSource({
        "37, 23, 16, 16",
        "37, 23, 80, 50",
        "37, 23, 11, 40",
        "37, 23, 60, 5",
        "37, 23, 37, 9",
        "37, 23, 5, 23",
        "20, 90, 16, 16",
        "1, 1, 3, 2",
        "224, 5, 26, 3"
    })
    void equalsPillowBitForBit(int width, int height, int toWidth, int toHeight) {
        Photo resized = Resize.bicubic(synthetic(width, height), toWidth, toHeight);

        assertThat(resized.rgb())
                .isEqualTo(
                        TestPhotos.resource("resize/%dx%d-to-%dx%d.rgb".formatted(width, height, toWidth, toHeight)));
    }

    @ParameterizedTest
    @CsvSource({"lite0, 224, chelsea", "lite0, 224, coffee", "lite2, 260, chelsea", "lite2, 260, coffee"})
    @Tag(TestTags.DATA)
    void makesTheInputsOfTheGoldenActivations(String network, int side, String name) {
        Path golden = SharedData.require("weights/golden/efficientnet-%s-%s.png".formatted(network, name));
        PhotoReader reader = new PhotoReader();

        Photo input = Resize.bicubic(reader.read(Path.of("../samples", name + ".jpg")), side, side);

        // Versions of libjpeg may round a sample differently; this Java's and Pillow's agree to the bit.
        assertThat(TestPhotos.largestDifference(input.rgb(), reader.read(golden).rgb()))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void leavesAnEvenColourAsItIs() {
        byte[] rgb = new byte[3 * 19 * 7];
        Arrays.fill(rgb, (byte) 201);

        assertThat(Resize.bicubic(new Photo(19, 7, rgb), 50, 3).rgb()).containsOnly(201);
    }

    @Test
    void keepsAPhotoThatHasTheSizeAlready() {
        Photo photo = synthetic(9, 4);

        assertThat(Resize.bicubic(photo, 9, 4).rgb()).isEqualTo(photo.rgb());
    }

    @Test
    void refusesASizeWithoutPixels() {
        assertThatThrownBy(() -> Resize.bicubic(synthetic(9, 4), 0, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 x 4");
    }

    /** As in golden.py. */
    private static Photo synthetic(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) ((long) i * i / 7 + i * 31L);
        }
        return new Photo(width, height, rgb);
    }
}
