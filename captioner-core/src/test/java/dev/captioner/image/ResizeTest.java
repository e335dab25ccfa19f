package dev.captioner.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
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
