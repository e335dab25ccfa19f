package dev.captioner.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Photos with colours of other spaces than sRGB; {@code colour/golden.py} makes them, and Little CMS the expected pixels. */
class ColourPhotosTest {
    static final List<String> PHOTOS = List.of(
            "16-bit.png",
            "adobe.jpg",
            "adobe.png",
            "alpha.png",
            "code-points-over-profile.png",
            "display-p3.jpg",
            "display-p3.png",
            "gamma-and-primaries.png",
            "gamma.png",
            "grey-gamma.png",
            "grey.jpg",
            "grey.png",
            "linear.png",
            "palette.png",
            "para-0.png",
            "para-1.png",
            "para-2.png",
            "profile-over-gamma.png",
            "progressive.jpg",
            "prophoto.jpg",
            "prophoto.png",
            "rec2020.png",
            "segments.jpg",
            "short-table.png",
            "srgb-over-gamma.png",
            "table.jpg");

    private final PhotoReader reader = new PhotoReader();

    @ParameterizedTest
    @FieldSource("PHOTOS")
    void givesThePixelsThatLittleCmsGives(String name) {
        byte[] pixels = reader.read(photo(name)).rgb();

        // Versions of libjpeg round the cosine transform and the chroma differently, and curves make dark samples wider
        // apart.
        int tolerance = name.endsWith("jpg") ? 6 : 1;
        assertThat(TestPhotos.largestDifference(pixels, photo(name + ".rgb"))).isLessThanOrEqualTo(tolerance);
        assertThat(TestPhotos.meanDifference(pixels, photo(name + ".rgb"))).isLessThan(0.2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"srgb-para.png", "srgb-table.png", "srgb-pillow.png"})
    void aProfileOfSrgbChangesNoBit(String name) {
        assertThat(reader.read(photo(name)).rgb()).isEqualTo(photo(name + ".rgb"));
    }

    /** Little CMS interpolates in another way. */
    @ParameterizedTest
    @ValueSource(strings = {"inks-8.jpg", "inks-16.jpg", "inks-ycck.jpg"})
    void givesTheColoursOfInksThatLittleCmsGives(String name) {
        byte[] pixels = reader.read(photo(name)).rgb();

        assertThat(TestPhotos.largestDifference(pixels, photo(name + ".rgb"))).isLessThanOrEqualTo(6);
        assertThat(TestPhotos.meanDifference(pixels, photo(name + ".rgb"))).isLessThan(0.6);
    }

    @Test
    void theGammaThatStandsForSrgbChangesNoBit() {
        byte[] samples = new byte[256];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) i;
        }
        byte[] rows = TestPhotos.rows(1, samples);
        byte[] gamma = TestPhotos.chunk("gAMA", TestPhotos.bytes(0, 0, 0xB1, 0x8F)); // 45455

        assertThat(reader.read(TestPhotos.png(256, 1, 8, 0, gamma, rows)).rgb())
                .isEqualTo(reader.read(TestPhotos.png(256, 1, 8, 0, rows)).rgb());
    }

    @Test
    void aProfileThatDoesNotFitTheSamplesIsIgnored() {
        byte[] grey = TestPhotos.pillow("grey.jpg");
        byte[] rgb = TestPhotos.pillow("baseline.jpg");

        assertThat(reader.read(withProfile(grey, profile("adobe"))).rgb())
                .isEqualTo(reader.read(grey).rgb());
        assertThat(reader.read(withProfile(rgb, profile("grey-1.8"))).rgb())
                .isEqualTo(reader.read(rgb).rgb());
        assertThat(reader.read(withProfile(rgb, profile("adobe"))).rgb())
                .isNotEqualTo(reader.read(rgb).rgb());
    }

    @Test
    void aProfileOfWhichSegmentsAreMissingOrTwiceThereIsIgnored() {
        byte[] jpeg = TestPhotos.pillow("baseline.jpg");
        byte[] expected = reader.read(jpeg).rgb();
        byte[] profile = profile("adobe");
        byte[] first = Arrays.copyOf(profile, 100);
        byte[] second = Arrays.copyOfRange(profile, 100, profile.length);

        assertThat(reader.read(withSegments(jpeg, segment(1, 2, first), segment(2, 2, second)))
                        .rgb())
                .isNotEqualTo(expected);
        for (List<byte[]> broken : List.of(
                List.of(segment(1, 2, first)),
                List.of(segment(1, 2, first), segment(3, 2, second)),
                List.of(segment(1, 2, first), segment(2, 3, second)),
                List.of(segment(0, 2, first), segment(1, 2, second)),
                List.of(segment(1, 2, first), segment(2, 2, second), segment(2, 2, second)),
                List.of(segment(1, 2, first), segment(2, 2, second), TestPhotos.ascii("ICC_PROFILE\0")))) {
            assertThat(reader.read(withSegments(jpeg, broken.toArray(byte[][]::new)))
                            .rgb())
                    .isEqualTo(expected);
        }
    }

    /** 250 MB of zeros in 250 KB: inflating stops at the most bytes of a profile. */
    @Test
    void aProfileOfAnySizeIsIgnored() {
        byte[] bomb = TestPhotos.concat(TestPhotos.ascii("bomb\0\0"), TestPhotos.deflate(new byte[250_000_000]));
        byte[] rows = TestPhotos.rows(1, TestPhotos.bytes(1, 2, 3));

        Photo photo = reader.read(TestPhotos.png(1, 1, 8, 2, TestPhotos.chunk("iCCP", bomb), rows));

        assertThat(photo.rgb()).isEqualTo(TestPhotos.bytes(1, 2, 3));
    }

    @Test
    void aPhotoThatIsShrunkIsConvertedToo() {
        byte[] space = TestPhotos.chunk("cICP", TestPhotos.bytes(9, 13, 0, 1));
        byte[] palette = TestPhotos.chunk("PLTE", TestPhotos.bytes(200, 100, 90));
        PhotoReader large = new PhotoReader(new PhotoLimits(1 << 20, 20_000_000, Duration.ofMinutes(5)));
        byte[] pixel = large.read(TestPhotos.png(1, 1, 1, 3, space, palette, TestPhotos.rows(1, new byte[1])))
                .rgb();

        Photo photo = large.read(
                TestPhotos.png(4200, 4200, 1, 3, space, palette, TestPhotos.rows(4200, new byte[4200 * 525])));

        assertThat(photo.width()).isLessThan(4200);
        assertThat(Arrays.copyOf(photo.rgb(), 3)).isEqualTo(pixel).isNotEqualTo(TestPhotos.bytes(200, 100, 90));
        assertThat(Arrays.copyOfRange(photo.rgb(), photo.rgb().length - 3, photo.rgb().length))
                .isEqualTo(pixel);
    }

    @Test
    void damagedChunksOfColoursCountAsAbsent() {
        byte[] rows = TestPhotos.rows(1, TestPhotos.bytes(10, 120, 240));
        byte[] wide = TestPhotos.chunk("cICP", TestPhotos.bytes(9, 13, 0, 1));
        byte[] converted = reader.read(TestPhotos.png(1, 1, 8, 2, wide, rows)).rgb();
        assertThat(converted).isNotEqualTo(TestPhotos.bytes(10, 120, 240));

        byte[] wrongSum = wide.clone();
        wrongSum[wrongSum.length - 1] ^= 1;
        List<byte[]> absent = new ArrayList<>(List.of(
                wrongSum,
                TestPhotos.chunk("cICP", TestPhotos.bytes(9, 13, 0)),
                TestPhotos.chunk("cICP", TestPhotos.bytes(9, 13, 1, 1)), // YCbCr
                TestPhotos.chunk("cICP", TestPhotos.bytes(200, 13, 0, 1)),
                TestPhotos.chunk("gAMA", TestPhotos.bytes(0, 0, 0, 0)),
                TestPhotos.chunk("gAMA", TestPhotos.bytes(0, 0, 0)),
                TestPhotos.chunk("cHRM", new byte[32]),
                TestPhotos.chunk("cHRM", TestPhotos.bytes(1, 2, 3)),
                TestPhotos.chunk("iCCP", TestPhotos.ascii("no zero")),
                TestPhotos.chunk("iCCP", TestPhotos.ascii("name\0\0 not compressed")),
                TestPhotos.chunk("iCCP", new byte[0])));
        for (byte[] chunk : absent) {
            assertThat(reader.read(TestPhotos.png(1, 1, 8, 2, chunk, rows)).rgb())
                    .isEqualTo(TestPhotos.bytes(10, 120, 240));
            byte[] behind = TestPhotos.concat(chunk, wide);
            if (chunk[4] != 'c' || chunk[5] != 'I') {
                assertThat(reader.read(TestPhotos.png(1, 1, 8, 2, behind, rows)).rgb())
                        .isEqualTo(converted);
            }
        }
    }

    @Test
    void anyDamageToAProfileGivesAPhoto() {
        byte[] jpeg = TestPhotos.pillow("baseline.jpg");
        Random random = new Random(7);
        for (String name : List.of("display-p3", "rec2020", "short-table", "grey-para")) {
            for (int i = 0; i < 200; i++) {
                byte[] damaged = profile(name);
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                Photo photo = reader.read(
                        withProfile(jpeg, Arrays.copyOf(damaged, random.nextInt(8) == 0 ? i : damaged.length)));
                assertThat(photo.width()).isEqualTo(21);
            }
        }
    }

    private static byte[] photo(String name) {
        return TestPhotos.resource("colour/photos/" + name);
    }

    private static byte[] profile(String name) {
        return TestPhotos.resource("colour/profiles/" + name + ".icc");
    }

    private static byte[] withProfile(byte[] jpeg, byte[] profile) {
        return withSegments(jpeg, segment(1, 1, profile));
    }

    private static byte[] segment(int number, int count, byte[] part) {
        return TestPhotos.concat(TestPhotos.ascii("ICC_PROFILE\0"), TestPhotos.bytes(number, count), part);
    }

    private static byte[] withSegments(byte[] jpeg, byte[]... segments) {
        byte[] all = jpeg;
        for (byte[] segment : segments) {
            all = TestPhotos.withSegment(all, 0xE2, segment);
        }
        return all;
    }
}
