package dev.captioner.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.image.PhotoException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What is particular to WebP; {@link PhotoReaderTest} has what it shares with the other formats. */
class WebpTest {
    /** Photos of 131 x 97, 33 x 96 and 50 x 40 pixels, which use every mode of prediction. */
    static final List<String> PHOTOS = List.of(
            "china-75.webp",
            "china-98.webp",
            "china-alpha.webp",
            "china-rough-alpha.webp",
            "china-lossless.webp",
            "china-lossless-alpha.webp",
            "noise-lossless.webp",
            "china-2-colours.webp",
            "china-4-colours.webp",
            "china-16-colours.webp",
            "china-200-colours.webp");

    private final PhotoReader reader = new PhotoReader();

    @ParameterizedTest
    @FieldSource("PHOTOS")
    void givesExactlyThePixelsOfLibwebp(String name) {
        assertThat(reader.read(TestPhotos.pillow(name)).rgb()).isEqualTo(TestPhotos.pillow(name + ".rgb"));
    }

    @ParameterizedTest
    @FieldSource("PHOTOS")
    void anyChangedByteGivesPixelsOrARefusal(String name) {
        byte[] file = TestPhotos.pillow(name);
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] changed = file.clone();
            changed[12 + random.nextInt(i < 150 ? 60 : file.length - 12)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(reader.read(changed).rgb()).isNotEmpty();
            } catch (PhotoException e) {
                assertThat(e.reason()).isIn(Reason.DAMAGED, Reason.TOO_MANY_PIXELS, Reason.UNSUPPORTED_FORMAT);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 131", "6, 97", "8, 97"})
    void theOrientationOfItsExifCounts(int orientation, int width) {
        byte[] exif = chunk("EXIF", TestPhotos.exif(orientation, ByteOrder.BIG_ENDIAN));
        byte[] photo = riff(extended(131, 97), chunks("china-75.webp"), exif);

        Photo turned = reader.read(photo);

        assertThat(turned.width()).isEqualTo(width);
        byte[] upright = TestPhotos.pillow("china-75.webp.rgb");
        int corner = orientation == 6 ? 96 * 131 : orientation == 8 ? 130 : 0;
        assertThat(Arrays.copyOf(turned.rgb(), 3)).isEqualTo(Arrays.copyOfRange(upright, 3 * corner, 3 * corner + 3));
    }

    @Test
    void theIdentifierOfAJpegBeforeItsExifIsTaken() {
        byte[] exif = TestPhotos.concat(TestPhotos.ascii("Exif\0\0"), TestPhotos.exif(6, ByteOrder.LITTLE_ENDIAN));

        assertThat(reader.read(riff(extended(131, 97), chunks("china-75.webp"), chunk("EXIF", exif)))
                        .width())
                .isEqualTo(97);
    }

    @Test
    void profilesMetadataAndUnknownChunksChangeNothing() {
        byte[] dressed = riff(
                extended(131, 97),
                chunk("ICCP", new byte[1001]),
                chunk("ZZZZ", new byte[3]),
                chunks("china-75.webp"),
                chunk("XMP ", new byte[100]));

        assertThat(reader.read(dressed).rgb()).isEqualTo(TestPhotos.pillow("china-75.webp.rgb"));
    }

    @Test
    void theFirstFrameOfAnAnimationLiesOnItsScreen() {
        byte[] frame = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(threeBytes(2)) // halves of the position
                .put(threeBytes(1))
                .put(threeBytes(49))
                .put(threeBytes(39))
                .array();
        byte[] picture = chunks("noise-lossless.webp");
        byte[] first = chunk("ANMF", TestPhotos.concat(frame, picture));
        byte[] second = chunk("ANMF", new byte[16]);

        Photo photo = reader.read(riff(extended(60, 50), chunk("ANIM", new byte[6]), first, second));

        byte[] noise = TestPhotos.pillow("noise-lossless.webp.rgb");
        assertThat(photo.width()).isEqualTo(60);
        assertThat(photo.height()).isEqualTo(50);
        for (int y = 0; y < 50; y++) {
            for (int x = 0; x < 60; x++) {
                boolean inside = x >= 4 && x < 54 && y >= 2 && y < 42;
                byte expected = inside ? noise[3 * ((y - 2) * 50 + x - 4)] : (byte) 255;
                assertThat(photo.rgb()[3 * (y * 60 + x)]).isEqualTo(expected);
            }
        }
    }

    @Test
    void aPictureThatIsNotAsLargeAsItsHeaderSaysIsDamaged() {
        assertRefusal(riff(extended(131, 98), chunks("china-75.webp")), Reason.DAMAGED, "does not fit its header");
        assertRefusal(riff(extended(131, 97)), Reason.DAMAGED, "no picture data");
    }

    @Test
    void sizesAreCheckedBeforeAnythingIsDecoded() {
        PhotoReader small = new PhotoReader(new PhotoLimits(1000, 1000, PhotoLimits.DEFAULT.time()));
        byte[] bomb = chunk("VP8L", TestPhotos.bytes(0x2F, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0, 0, 0, 0));

        assertThatThrownBy(() -> small.read(riff(bomb)))
                .isInstanceOfSatisfying(
                        PhotoException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_MANY_PIXELS))
                .hasMessageContaining("the WebP has 16384 x 16384 pixels");
        assertThatThrownBy(() -> small.read(riff(extended(16_000_000, 3)))).hasMessageContaining("16000000 x 3 pixels");
    }

    @Test
    void framesWithinFramesAreDamage() {
        byte[] frame = new byte[16];
        for (int i = 0; i < 2_000; i++) {
            frame = TestPhotos.concat(new byte[16], chunk("ANMF", frame));
        }

        assertRefusal(riff(extended(60, 50), chunk("ANMF", frame)), Reason.DAMAGED, "no picture data");
    }

    @Test
    void theSameTransformAgainAndAgainIsDamageAtOnce() {
        // Bits from the lowest on: a transform follows, and it is the subtraction of green.
        byte[] transforms = new byte[100_000];
        for (int bit = 0; bit < 8 * transforms.length; bit++) {
            transforms[bit / 8] |= (byte) ((bit % 3 == 1 ? 0 : 1) << bit % 8);
        }
        byte[] header = TestPhotos.bytes(0x2F, 0xFF, 0x3F, 0x3F, 0);

        assertRefusal(
                riff(chunk("VP8L", TestPhotos.concat(header, transforms))), Reason.DAMAGED, "the same transform twice");
    }

    private void assertRefusal(byte[] file, Reason reason, String message) {
        assertThatThrownBy(() -> reader.read(file))
                .isInstanceOfSatisfying(
                        PhotoException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }

    private static byte[] riff(byte[]... chunks) {
        byte[] all = TestPhotos.concat(chunks);
        return ByteBuffer.allocate(12 + all.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(TestPhotos.ascii("RIFF"))
                .putInt(4 + all.length)
                .put(TestPhotos.ascii("WEBP"))
                .put(all)
                .array();
    }

    private static byte[] chunk(String type, byte[] data) {
        return ByteBuffer.allocate(8 + data.length + (data.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(TestPhotos.ascii(type))
                .putInt(data.length)
                .put(data)
                .array();
    }

    private static byte[] extended(int width, int height) {
        return chunk("VP8X", TestPhotos.concat(new byte[4], threeBytes(width - 1), threeBytes(height - 1)));
    }

    private static byte[] threeBytes(int number) {
        return TestPhotos.bytes(number, number >> 8, number >> 16);
    }

    /** The chunks of a file. */
    private static byte[] chunks(String name) {
        byte[] file = TestPhotos.pillow(name);
        return Arrays.copyOfRange(file, 12, file.length);
    }
}
