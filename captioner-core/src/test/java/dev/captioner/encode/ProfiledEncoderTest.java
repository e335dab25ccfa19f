package dev.captioner.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.bundle.EncoderDescription;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import dev.captioner.image.Resize;
import dev.captioner.image.TrainingImageProfile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfiledEncoderTest {
    private static final EncoderDescription LITE2 = EncoderDescription.efficientNetLite2("encoder.safetensors");

    private static final TrainingImageProfile SOURCE = new TrainingImageProfile(224, OptionalInt.of(80));

    private static Encoder direct;
    private static Encoder shrinking;
    private static Photo large;

    @BeforeAll
    static void open() {
        direct = Encoders.open(LITE2, Pretrained.lite2Folder());
        shrinking = Encoders.open(LITE2.withSource(Optional.of(SOURCE)), Pretrained.lite2Folder());
        large = new PhotoReader().read(Path.of("../samples/coffee.jpg")); // 600 x 400
    }

    @AfterAll
    static void close() {
        direct.close();
        shrinking.close();
    }

    @Test
    void seesALargePhotoAsItWouldSeeOneLikeThoseOfTraining() {
        float[] regions = shrinking.encode(large).values();

        assertThat(regions)
                .isEqualTo(direct.encode(SOURCE.like(large)).values())
                .isNotEqualTo(direct.encode(large).values());
    }

    @ParameterizedTest
    @CsvSource({"224, 224", "100, 224", "224, 30", "7, 5"})
    void leavesAPhotoThatIsNotLargerAsItIs(int width, int height) {
        Photo small = Resize.bicubic(large, width, height);

        assertThat(shrinking.encode(small).values())
                .isEqualTo(direct.encode(small).values());
    }

    @Test
    void isOtherwiseTheEncoderBehindIt() {
        assertThat(shrinking.source()).hasValue(SOURCE);
        assertThat(direct.source()).isEmpty();
        assertThat(shrinking.inputSize()).isEqualTo(260);
        assertThat(shrinking.grid()).isEqualTo(9);
        assertThat(shrinking.channels()).isEqualTo(1280);
    }
}
