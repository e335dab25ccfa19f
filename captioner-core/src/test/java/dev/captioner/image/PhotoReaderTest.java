package dev.captioner.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoReaderTest {
    static final List<String> PILLOW = TestPhotos.PILLOW;

    private final PhotoReader reader = new PhotoReader();

    @ParameterizedTest
    @FieldSource("PILLOW")
    void givesThePixelsThatPillowGives(String name) {
        Photo photo = reader.read(TestPhotos.pillow(name));

        assertThat(photo.width()).isEqualTo(21);
        assertThat(photo.height()).isEqualTo(17);
        // Versions of libjpeg round the cosine transform and the chroma differently.
        int tolerance = name.endsWith("jpg") ? 3 : 0;
        assertThat(TestPhotos.largestDifference(photo.rgb(), TestPhotos.pillow(name + ".rgb")))
                .isLessThanOrEqualTo(tolerance);
    }

    @ParameterizedTest
    @FieldSource("PILLOW")
    void tellsTheLongerSideWithoutDecoding(String name) {
        assertThat(reader.header(TestPhotos.pillow(name)).longestSide()).isEqualTo(21);
    }

    @ParameterizedTest
    @CsvSource({"astronaut, 512", "chelsea, 451", "china, 640", "coffee, 600", "flower, 640", "rocket, 640"})
    void tellsTheLongerSideOfAFile(String name, int side) {
        assertThat(reader.header(Path.of("../samples", name + ".jpg")).longestSide())
                .isEqualTo(side);
    }

    @ParameterizedTest
    @ValueSource(strings = {"astronaut", "chelsea", "china", "coffee", "flower", "rocket"})
    void readsTheSamplesAsPillowDoes(String name) {
        Photo photo = reader.read(Path.of("../samples", name + ".jpg"));

        byte[] small = Resize.bicubic(photo, 24, 24).rgb();
        assertThat(TestPhotos.largestDifference(small, TestPhotos.resource("samples/" + name + ".rgb")))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void aPhotoIsReadFromAFileBytesOrAStreamInOneCall() throws IOException {
        Path file = Path.of("../samples/chelsea.jpg");
        byte[] pixels = reader.read(file).rgb();

        assertThat(Photo.read(file).rgb()).isEqualTo(pixels);
        assertThat(Photo.read(Files.readAllBytes(file)).rgb()).isEqualTo(pixels);
        try (InputStream stream = Files.newInputStream(file)) {
            assertThat(Photo.read(stream).rgb()).isEqualTo(pixels);
        }
    }

    @Test
    void aStreamThatFailsIsAPhotoThatCannotBeRead() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();

        assertThatThrownBy(() -> Photo.read(broken))
                .isInstanceOf(PhotoException.class)
                .hasMessageContaining("cannot be read (Stream closed)");
    }

    /** The letters are six colours, two rows of three; TIFF 6.0 says which edge of the picture the first row and column are. */
    @ParameterizedTest
    @CsvSource({
        "1, abc/def",
        "2, cba/fed",
        "3, fed/cba",
        "4, def/abc",
        "5, ad/be/cf",
        "6, da/eb/fc",
        "7, fc/eb/da",
        "8, cf/be/ad",
        "0, abc/def",
        "9, abc/def"
    })
    void standsEveryOrientationUpright(int orientation, String expected) {
        byte[] exif = TestPhotos.exif(orientation, ByteOrder.BIG_ENDIAN);
        byte[] pixels = TestPhotos.rows(2, TestPhotos.ascii("abcdef"));

        Photo photo = reader.read(TestPhotos.png(3, 2, 8, 0, TestPhotos.chunk("eXIf", exif), pixels));

        assertThat(letters(photo)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void honoursTheOrientationOfAJpeg(int orientation) {
        byte[] jpeg = TestPhotos.pillow("baseline.jpg");
        Photo stored = reader.read(jpeg);

        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            byte[] exif = TestPhotos.concat(TestPhotos.ascii("Exif\0\0"), TestPhotos.exif(orientation, order));
            Photo upright = reader.read(TestPhotos.withSegment(jpeg, 0xE1, exif));

            boolean turned = orientation > 4;
            assertThat(upright.width()).isEqualTo(turned ? 17 : 21);
            assertThat(upright.height()).isEqualTo(turned ? 21 : 17);
            // Where the stored picture's first pixel went.
            int x = List.of(2, 3, 6, 7).contains(orientation) ? upright.width() - 1 : 0;
            int y = List.of(3, 4, 7, 8).contains(orientation) ? upright.height() - 1 : 0;
            assertThat(pixel(upright, x, y)).isEqualTo(pixel(stored, 0, 0));
        }
    }

    @Test
    void readsSamplesOf16BitsWithAlpha() {
        byte[] samples = TestPhotos.bytes(
                0xFF, 0xFF, 0x80, 0x00, 0x00, 0x00, 0xFF, 0xFF, // opaque
                0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0x00, 0x00, // transparent
                0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0x80, 0x80); // half

        Photo photo = reader.read(TestPhotos.png(3, 1, 16, 6, TestPhotos.rows(1, samples)));

        assertThat(photo.rgb()).isEqualTo(TestPhotos.bytes(255, 128, 0, 255, 255, 255, 127, 127, 255));
    }

    @Test
    void laysASmallFrameOnItsWhiteScreen() {
        byte[] gif = TestPhotos.pillow("palette.gif");
        Photo frame = reader.read(gif);
        gif[6] = 30; // screen width
        gif[8] = 20; // screen height
        int descriptor = descriptor(gif);
        gif[descriptor + 1] = 5; // left
        gif[descriptor + 3] = 2; // top

        Photo photo = reader.read(gif);

        assertThat(List.of(photo.width(), photo.height())).containsExactly(30, 20);
        assertThat(reader.header(gif).longestSide()).isEqualTo(30);
        assertThat(pixel(photo, 4, 2)).isEqualTo(0xFFFFFF);
        assertThat(pixel(photo, 5, 1)).isEqualTo(0xFFFFFF);
        assertThat(pixel(photo, 5, 2)).isEqualTo(pixel(frame, 0, 0));
        assertThat(pixel(photo, 25, 18)).isEqualTo(pixel(frame, 20, 16));
        assertThat(pixel(photo, 26, 18)).isEqualTo(0xFFFFFF);
    }

    @Test
    void growsAScreenThatIsTooSmallForItsFrame() {
        byte[] gif = TestPhotos.pillow("palette.gif");
        gif[6] = 3;
        gif[descriptor(gif) + 1] = 5;

        Photo photo = reader.read(gif);

        assertThat(List.of(photo.width(), photo.height())).containsExactly(26, 17);
    }

    @Test
    void readsABmpStoredFromTopToBottom() {
        byte[] upwards = TestPhotos.pillow("rgb.bmp");
        byte[] downwards = upwards.clone();
        Arrays.fill(downwards, 23, 26, (byte) 0xFF);
        downwards[22] = -17; // height

        Photo up = reader.read(upwards);
        Photo down = reader.read(downwards);

        assertThat(pixel(down, 3, 16)).isEqualTo(pixel(up, 3, 0));
        assertThat(pixel(down, 3, 0)).isEqualTo(pixel(up, 3, 16));
    }

    /** Grey in a linear colour space, which is what ImageIO claims, would come out brighter. */
    @Test
    void takesGreySamplesAsTheyAre() {
        Photo photo = reader.read(TestPhotos.png(2, 1, 8, 0, TestPhotos.rows(1, TestPhotos.bytes(60, 200))));

        assertThat(photo.rgb()).isEqualTo(TestPhotos.bytes(60, 60, 60, 200, 200, 200));
    }

    @Test
    void doesNotNeedWhatIsNotPixels() {
        byte[] jpeg = TestPhotos.pillow("progressive.jpg");
        Photo photo = reader.read(jpeg);
        byte[] dressed = TestPhotos.withSegment(jpeg, 0xE2, TestPhotos.ascii("ICC_PROFILE\0\1\1 no profile at all"));
        dressed = TestPhotos.withSegment(dressed, 0xFE, TestPhotos.ascii("a comment"));
        dressed = TestPhotos.withSegment(dressed, 0xE1, TestPhotos.ascii("Exif\0\0II*\0 no directory"));
        dressed = TestPhotos.concat(dressed, TestPhotos.ascii("and something behind its end"));

        assertThat(reader.read(dressed)).usingRecursiveComparison().isEqualTo(photo);
    }

    @Test
    void takesAJpegWithoutItsLastMarker() {
        byte[] jpeg = TestPhotos.pillow("baseline.jpg");

        Photo photo = reader.read(Arrays.copyOf(jpeg, jpeg.length - 2));

        assertThat(photo).usingRecursiveComparison().isEqualTo(reader.read(jpeg));
    }

    @Test
    void neverUnfoldsCompressedText() {
        byte[] text = TestPhotos.concat(TestPhotos.ascii("Comment\0\0"), TestPhotos.deflate(new byte[50_000_000]));
        byte[] palette = TestPhotos.chunk("PLTE", TestPhotos.bytes(1, 2, 3));

        Photo photo = reader.read(
                TestPhotos.png(1, 1, 8, 3, palette, TestPhotos.chunk("zTXt", text), TestPhotos.rows(1, new byte[1])));

        assertThat(photo.rgb()).isEqualTo(TestPhotos.bytes(1, 2, 3));
    }

    @Test
    void goesByContentNotByName(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("photo.jpg"), TestPhotos.pillow("rgb.png"));

        assertThat(reader.read(file).width()).isEqualTo(21);
    }

    @Test
    void givesTheSamePixelsToManyThreads() {
        byte[] jpeg = TestPhotos.pillow("baseline.jpg");
        byte[] alone = reader.read(jpeg).rgb();

        assertThat(Stream.generate(() -> jpeg).limit(200).parallel().map(reader::read))
                .allMatch(photo -> Arrays.equals(photo.rgb(), alone));
    }

    private static int descriptor(byte[] gif) {
        return 13 + (3 << ((gif[10] & 7) + 1));
    }

    private static int pixel(Photo photo, int x, int y) {
        int at = 3 * (y * photo.width() + x);
        return (photo.rgb()[at] & 0xFF) << 16 | (photo.rgb()[at + 1] & 0xFF) << 8 | (photo.rgb()[at + 2] & 0xFF);
    }

    private static String letters(Photo photo) {
        StringBuilder letters = new StringBuilder();
        for (int y = 0; y < photo.height(); y++) {
            letters.append(y == 0 ? "" : "/");
            for (int x = 0; x < photo.width(); x++) {
                letters.append((char) (pixel(photo, x, y) & 0xFF));
            }
        }
        return letters.toString();
    }
}
