package dev.captioner.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingImageProfileTest {
    private static final Path COFFEE = Path.of("../samples/coffee.jpg"); // 600 x 400

    private final Photo large = new PhotoReader().read(COFFEE);

    @ParameterizedTest
    @CsvSource({"600, 100, 224, 100", "100, 600, 100, 224", "225, 224, 224, 224", "600, 400, 224, 224"})
    void shrinksOnlyTheSidesThatAreTooLong(int width, int height, int toWidth, int toHeight) {
        Photo photo = Resize.bicubic(large, width, height);

        assertThat(new TrainingImageProfile(224, OptionalInt.empty())
                        .like(photo)
                        .rgb())
                .isEqualTo(Resize.bicubic(photo, toWidth, toHeight).rgb());
    }

    @ParameterizedTest
    @CsvSource({"224, 224", "100, 224", "224, 30", "7, 5", "1, 1"})
    void leavesAPhotoThatIsNotLargerAsItIs(int width, int height) {
        Photo small = Resize.bicubic(large, width, height);

        assertThat(new TrainingImageProfile(224, OptionalInt.of(80)).like(small))
                .isSameAs(small);
    }

    @Test
    void whatHadToBeShrunkIsTheCoarserTheLowerTheQuality() {
        Photo shrunk = Resize.bicubic(large, 224, 224);

        double fine = meanDifference(shrunk, new TrainingImageProfile(224, OptionalInt.of(95)).like(large));
        double usual = meanDifference(shrunk, new TrainingImageProfile(224, OptionalInt.of(80)).like(large));
        double coarse = meanDifference(shrunk, new TrainingImageProfile(224, OptionalInt.of(10)).like(large));

        assertThat(fine).isPositive().isLessThan(usual);
        assertThat(usual).isLessThan(6).isLessThan(coarse);
    }

    /** Colours that are exchanged on the way would be seen here, a grey sample would hide them. */
    @Test
    void keepsRedGreenAndBlueApart() {
        byte[] rgb = new byte[32 * 32 * 3];
        for (int pixel = 0; pixel < 32 * 32; pixel++) {
            rgb[3 * pixel] = (byte) 200;
            rgb[3 * pixel + 1] = 100;
            rgb[3 * pixel + 2] = 20;
        }
        Photo like = new TrainingImageProfile(16, OptionalInt.of(90)).like(new Photo(32, 32, rgb));

        assertThat(like.width()).isEqualTo(16);
        assertThat(like.rgb()[0] & 0xff).isBetween(196, 204);
        assertThat(like.rgb()[1] & 0xff).isBetween(96, 104);
        assertThat(like.rgb()[2] & 0xff).isBetween(16, 24);
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 50, 72, 80, 95, 100})
    void theQualityThatPillowWasToldIsReadFromTheFile(int quality) throws IOException {
        Path file = Files.write(folder.resolve("photo"), TestPhotos.resource("quality/" + quality + ".jpg"));

        assertThat(new PhotoReader().header(file).jpegQuality().orElse(0)).isCloseTo(quality, within(1));
    }

    @TempDir
    Path folder;

    @Test
    void otherFormatsHaveNoQuality() throws IOException {
        byte[] png = TestPhotos.png(1, 1, 8, 0, TestPhotos.chunk("IDAT", TestPhotos.deflate(new byte[2])));

        assertThat(new PhotoReader()
                        .header(Files.write(folder.resolve("photo"), png))
                        .jpegQuality())
                .isEmpty();
    }

    @Test
    void refusesSizesAndQualitiesThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainingImageProfile(0, OptionalInt.empty()))
                .withMessage("expected a size of at least 1 pixel, found 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainingImageProfile(1, OptionalInt.of(101)))
                .withMessage("expected a JPEG quality from 1 to 100, found 101");
    }

    private static double meanDifference(Photo a, Photo b) {
        long sum = 0;
        for (int i = 0; i < a.rgb().length; i++) {
            sum += Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff));
        }
        return (double) sum / a.rgb().length;
    }
}
