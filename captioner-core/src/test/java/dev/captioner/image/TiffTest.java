package dev.captioner.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.image.PhotoException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What is particular to TIFF; {@link PhotoReaderTest} has what it shares with the other formats. */
class TiffTest {
    static final List<String> PHOTOS =
            List.of("tiles.tif", "planar-tiles.tif", "jpeg.tif", "jpeg-grey.tif", "jpeg-tiles.tif");

    private static final byte[] SIX = TestPhotos.ascii("RrrGggBbbCccMmmYyy");

    private final PhotoReader reader = new PhotoReader();

    @ParameterizedTest
    @FieldSource("PHOTOS")
    void tilesAndJpegGiveThePixelsOfOtherPrograms(String name) {
        Photo photo = reader.read(TestPhotos.pillow(name));

        assertThat(photo.width()).isEqualTo(131);
        int tolerance = name.startsWith("jpeg") ? 3 : 0; // versions of libjpeg round differently
        assertThat(TestPhotos.largestDifference(photo.rgb(), TestPhotos.pillow(name + ".rgb")))
                .isLessThanOrEqualTo(tolerance);
    }

    @ParameterizedTest
    @FieldSource("PHOTOS")
    void anyChangedByteGivesPixelsOrARefusal(String name) {
        byte[] file = TestPhotos.pillow(name);
        int directory = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] changed = file.clone();
            int at = i < 150 ? Math.min(file.length - 1, directory + random.nextInt(200)) : random.nextInt(file.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(reader.read(changed).rgb()).isNotEmpty();
            } catch (PhotoException e) {
                assertThat(e.reason()).isIn(Reason.DAMAGED, Reason.TOO_MANY_PIXELS, Reason.UNSUPPORTED_FORMAT);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 3, RGBCMY", "3, 3, YMCBGR", "6, 2, CRMGYB"})
    void itsOrientationCountsAsShortAndAsLong(int orientation, int width, String letters) {
        for (int type : new int[] {3, 4}) {
            Map<Integer, long[]> tags = six();
            tags.put(274, new long[] {type, orientation});

            Photo photo = reader.read(tiff(tags));

            assertThat(photo.width()).isEqualTo(width);
            StringBuilder found = new StringBuilder();
            for (int i = 0; i < photo.rgb().length; i += 3) {
                found.append((char) photo.rgb()[i]);
            }
            assertThat(found).hasToString(letters);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "50706, 1, a raw photo of a camera", // the version of DNG
        "262, 32803, a raw photo of a camera",
        "259, 34713, a raw photo of a camera",
        "259, 4, a TIFF of a fax",
        "259, 6, a TIFF of the old kind of JPEG",
        "259, 50001, a TIFF of compression 50001",
        "262, 8, a TIFF of L*a*b* colours",
        "262, 6, a TIFF of YCbCr samples without JPEG",
        "339, 3, floating-point",
        "266, 2, reverse order",
        "317, 3, predictor 3"
    })
    void otherKindsAreRefusedByName(int tag, int value, String name) {
        Map<Integer, long[]> tags = six();
        tags.put(tag, new long[] {4, value});

        assertRefusal(tiff(tags), Reason.UNSUPPORTED_FORMAT, name);
    }

    @Test
    void aRawPhotoBehindAThumbnailIsRefusedByName() {
        Map<Integer, long[]> raw = new TreeMap<>(Map.of(262, new long[] {4, 32803}));
        Map<Integer, long[]> tags = six();
        byte[] thumbnail = tiff(withChild(tags, 0));
        byte[] directory = directory(raw);

        assertRefusal(
                TestPhotos.concat(tiff(withChild(tags, thumbnail.length)), directory),
                Reason.UNSUPPORTED_FORMAT,
                "a raw photo of a camera; accepted are");
    }

    @Test
    void directoriesThatReferToThemselvesEndNever() {
        Map<Integer, long[]> tags = six();
        byte[] file = tiff(withChild(tags, 8));

        assertThat(reader.read(file).rgb()).isEqualTo(SIX);
    }

    @Test
    void partsOutsideOfTheFileAreDamage() {
        Map<Integer, long[]> tags = six();
        tags.put(273, new long[] {4, 1_000_000});
        assertRefusal(tiff(tags), Reason.DAMAGED, "ends early");

        tags.put(273, new long[] {4, 0xFFFF_FFFFL});
        assertRefusal(tiff(tags), Reason.DAMAGED, "ends early");

        tags.remove(273);
        assertRefusal(tiff(tags), Reason.DAMAGED, "0 parts of the 1");
    }

    @Test
    void sizesAreCheckedBeforeAnythingIsDecoded() {
        Map<Integer, long[]> tags = six();
        tags.put(256, new long[] {4, 100_000});
        tags.put(257, new long[] {4, 100_000});
        assertRefusal(tiff(tags), Reason.TOO_MANY_PIXELS, "the TIFF has 100000 x 100000 pixels");

        tags = six();
        tags.put(277, new long[] {4, 4_000_000_000L});
        assertRefusal(tiff(tags), Reason.DAMAGED, "4000000000 samples");
    }

    private void assertRefusal(byte[] file, Reason reason, String message) {
        assertThatThrownBy(() -> reader.read(file))
                .isInstanceOfSatisfying(
                        PhotoException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }

    /** A black picture of RGB and alpha of 16 bits, the most that a pixel can have. */
    static byte[] deep(int width, int height) {
        byte[] samples = TestPhotos.deflate(new byte[8 * width * height]);
        Map<Integer, long[]> tags = six();
        tags.put(256, new long[] {4, width});
        tags.put(257, new long[] {4, height});
        tags.put(258, new long[] {3, 16});
        tags.put(259, new long[] {3, 8});
        tags.put(277, new long[] {3, 4});
        tags.put(279, new long[] {4, samples.length});
        tags.put(338, new long[] {3, 2});
        return tiff(tags, samples);
    }

    /** Types and values of the entries of a picture of six pixels, whose samples are at the end. */
    private static Map<Integer, long[]> six() {
        Map<Integer, long[]> tags = new TreeMap<>();
        tags.put(256, new long[] {3, 3});
        tags.put(257, new long[] {3, 2});
        tags.put(258, new long[] {3, 8});
        tags.put(259, new long[] {3, 1});
        tags.put(262, new long[] {3, 2});
        tags.put(273, new long[] {4, -1}); // the end
        tags.put(277, new long[] {3, 3});
        tags.put(279, new long[] {4, SIX.length});
        return tags;
    }

    private static Map<Integer, long[]> withChild(Map<Integer, long[]> tags, int at) {
        Map<Integer, long[]> all = new TreeMap<>(tags);
        all.put(330, new long[] {4, at});
        return all;
    }

    private static byte[] directory(Map<Integer, long[]> tags) {
        ByteBuffer bytes = ByteBuffer.allocate(2 + 12 * tags.size() + 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) tags.size());
        int end = 8 + bytes.capacity();
        tags.forEach((tag, entry) -> {
            bytes.putShort(tag.shortValue()).putShort((short) entry[0]).putInt(1);
            bytes.putInt(entry[1] < 0 ? end : (int) entry[1]);
        });
        return bytes.array();
    }

    private static byte[] tiff(Map<Integer, long[]> tags) {
        return tiff(tags, SIX);
    }

    private static byte[] tiff(Map<Integer, long[]> tags, byte[] samples) {
        byte[] header = TestPhotos.bytes('I', 'I', 42, 0, 8, 0, 0, 0);
        return TestPhotos.concat(header, directory(tags), samples);
    }
}
