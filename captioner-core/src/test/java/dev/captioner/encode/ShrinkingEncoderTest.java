package dev.captioner.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.bundle.EncoderDescription;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import dev.captioner.image.Resize;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShrinkingEncoderTest {
    private static final EncoderDescription LITE2 = EncoderDescription.efficientNetLite2("encoder.safetensors");

    private static Encoder direct;
    private static Encoder shrinking;
    private static Photo large;

    @BeforeAll
    static void open() {
        direct = Encoders.open(LITE2, Pretrained.lite2Folder());
        shrinking = Encoders.open(LITE2.withSourceSize(OptionalInt.of(224)), Pretrained.lite2Folder());
        large = new PhotoReader().read(Path.of("../samples/coffee.jpg")); // 600 x 400
    }

    @AfterAll
    static void close() {
        direct.close();
        shrinking.close();
    }

    @Test
    void seesALargePhotoAsItWouldSeeItsSquashedCopy() {
        float[] regions = shrinking.encode(large).values();

        assertThat(regions)
                .isEqualTo(direct.encode(Resize.bicubic(large, 224, 224)).values())
                .isNotEqualTo(direct.encode(large).values());
    }

    @ParameterizedTest
    @CsvSource({"224, 224", "100, 224", "224, 30", "7, 5"})
    void leavesAPhotoThatIsNotLargerAsItIs(int width, int height) {
        Photo small = Resize.bicubic(large, width, height);

        assertThat(shrinking.encode(small).values())
                .isEqualTo(direct.encode(small).values());
    }

    @ParameterizedTest
    @CsvSource({"600, 100, 224, 100", "100, 600, 100, 224", "225, 224, 224, 224"})
    void shrinksOnlyTheSideThatIsTooLong(int width, int height, int toWidth, int toHeight) {
        Photo photo = Resize.bicubic(large, width, height);

        assertThat(shrinking.encode(photo).values())
                .isEqualTo(
                        direct.encode(Resize.bicubic(photo, toWidth, toHeight)).values());
    }

    @Test
    void isOtherwiseTheEncoderBehindIt() {
        assertThat(shrinking.sourceSize()).hasValue(224);
        assertThat(direct.sourceSize()).isEmpty();
        assertThat(shrinking.inputSize()).isEqualTo(260);
        assertThat(shrinking.grid()).isEqualTo(9);
        assertThat(shrinking.channels()).isEqualTo(1280);
    }
}
