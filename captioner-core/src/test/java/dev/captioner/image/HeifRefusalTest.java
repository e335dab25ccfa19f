package dev.captioner.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.captioner.Damage;
import dev.captioner.image.PhotoException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile HEIC and AVIF files are refused by the walk over their structure, or by the decoder within its limits. */
class HeifRefusalTest {
    static final List<String> HEIF = TestPhotos.HEIF;

    private static final PhotoLimits PATIENT =
            new PhotoLimits(PhotoLimits.DEFAULT.bytes(), PhotoLimits.DEFAULT.pixels(), Duration.ofMinutes(5));

    /** The file with other bytes after the first, or the last, occurrence of some text. */
    private static byte[] patched(String name, String text, int after, int... values) {
        byte[] file = TestPhotos.heif(name);
        int at = new String(file, StandardCharsets.ISO_8859_1).indexOf(text) + text.length() + after;
        System.arraycopy(TestPhotos.bytes(values), 0, file, at, values.length);
        return file;
    }

    static List<Arguments> damaged() {
        return List.of(
                Arguments.of("is wrong", patched("photo.heic", "ispe", -8, 0x7F, 0, 0, 0)),
                Arguments.of("size of 0 x 64", patched("photo.heic", "ispe", 4, 0, 0, 0, 0)),
                Arguments.of("which of its pictures", patched("photo.heic", "pitm", 4, 0, 9)),
                Arguments.of("picture data", patched("photo.heic", "hvcC", -4, 'f', 'r', 'e', 'e')),
                Arguments.of("state its size", patched("photo.heic", "ispe", -4, 'f', 'r', 'e', 'e')),
                Arguments.of("list of its pictures", patched("photo.heic", "meta", -4, 'f', 'r', 'e', 'e')),
                Arguments.of("its tiles do not make up", patched("grid.heic", "idat", 3, 9)),
                Arguments.of("its tiles do not make up", patched("grid.heic", "idat", 4, 9, 9)),
                Arguments.of("cropped", patched("odd.heic", "clap", 0, 0, 1, 0, 0)),
                Arguments.of("cropped", patched("odd.heic", "clap", 4, 0, 0, 0, 0)));
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void namesTheDamage(String message, byte[] file) {
        PhotoException refusal = refusal(file);

        assertThat(refusal.reason()).isEqualTo(Reason.DAMAGED);
        assertThat(refusal).hasMessageContaining(message);
    }

    static List<Arguments> rareKinds() {
        return List.of(
                Arguments.of("\"jpeg\"", patched("photo.heic", "infe", 8, 'j', 'p', 'e', 'g')),
                Arguments.of("\"protected\"", patched("photo.heic", "infe", 6, 0, 1)),
                Arguments.of("layers", patched("photo.heic", "pixi", -4, 'l', 's', 'e', 'l')),
                Arguments.of(
                        "sequence without a still picture",
                        TestPhotos.concat(
                                TestPhotos.ascii("\0\0\0\30ftypmsf1\0\0\0\0hevcmsf1"),
                                TestPhotos.ascii("\0\0\0\10moov"))));
    }

    @ParameterizedTest
    @MethodSource("rareKinds")
    void namesTheRareKindsThatItDoesNotRead(String name, byte[] file) {
        PhotoException refusal = refusal(file);

        assertThat(refusal.reason()).isEqualTo(Reason.UNSUPPORTED_FORMAT);
        assertThat(refusal).hasMessageContaining(name);
    }

    static List<Arguments> bombs() {
        return List.of(
                Arguments.of("60000 x 60000", patched("photo.heic", "ispe", 4, 0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60)),
                Arguments.of("60000 x 60000", patched("photo.avif", "ispe", 4, 0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60)),
                Arguments.of("4294967295 x", patched("photo.heic", "ispe", 4, 0xFF, 0xFF, 0xFF, 0xFF)),
                // Tiles of 3 x 2, of which each is within the limits.
                Arguments.of("24576 x 16384", largeTiles(TestPhotos.heif("grid.heic"), 8192)));
    }

    private static byte[] largeTiles(byte[] grid, int side) {
        String text = new String(grid, StandardCharsets.ISO_8859_1);
        int whole = text.indexOf("ispe");
        ByteBuffer.wrap(grid)
                .putInt(text.indexOf("ispe", whole + 4) + 8, side)
                .putInt(text.indexOf("ispe", whole + 4) + 12, side);
        return grid;
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void refusesByTheStatedSize(String size, byte[] file) {
        PhotoException refusal = refusal(file);

        assertThat(refusal.reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(refusal).hasMessageContaining(size);
    }

    /** Lists that state more entries than there are bytes. */
    @Test
    void refusesListsWithoutEnd() {
        assertThat(refusal(patched("photo.heic", "ipma", 4, 0x7F, 0xFF, 0xFF, 0xFF))
                        .reason())
                .isEqualTo(Reason.UNSUPPORTED_FORMAT);
        assertThat(refusal(patched("grid.heic", "iloc", 4, 0, 0, 0xFF, 0xFF)).reason())
                .isEqualTo(Reason.UNSUPPORTED_FORMAT);
    }

    /** Tiles that all are the same megabytes must not become as many copies. */
    @Test
    void picturesWithTheSameBytesStayOnce() {
        byte[] grid = TestPhotos.heif("grid.heic");
        String text = new String(grid, StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.wrap(grid);
        int entries = text.indexOf("iloc") + 4 + 8; // of 16 bytes, the last 8 an offset and a length
        byte[] shared = grid.clone();
        byte[] overlapping = grid.clone();
        for (int item = 1; item < 7; item++) {
            ByteBuffer.wrap(shared).putLong(entries + 16 * item + 8, bytes.getLong(entries + 16 + 8));
            ByteBuffer.wrap(overlapping)
                    .putInt(entries + 16 * item + 8, item)
                    .putInt(entries + 16 * item + 12, grid.length - item);
        }

        assertThat(HeifPhotosTest.parse(shared).bytes().length())
                .isLessThan(HeifPhotosTest.parse(grid).bytes().length());
        assertThat(refusal(overlapping)).hasMessageContaining("share bytes");
    }

    @ParameterizedTest
    @FieldSource("HEIF")
    void answersEveryTruncation(String name) {
        byte[] file = TestPhotos.heif(name);
        int intact = 0;
        for (int length = 20; length < file.length; length++) {
            intact += isWalked(Arrays.copyOf(file, length)) ? 1 : 0;
        }
        // The thumbnail, the metadata and further pictures may be cut off.
        assertThat(intact).isLessThan(file.length * 4 / 5);
    }

    private record DamagedPhoto(String name, List<Damage> damages) {}

    @Provide
    Arbitrary<DamagedPhoto> damagedPhotos() {
        return Arbitraries.of(HEIF)
                .flatMap(name -> Damage.of(
                                TestPhotos.heif(name).length,
                                4,
                                Arbitraries.bytes().withDistribution(RandomDistribution.uniform()))
                        .map(damages -> new DamagedPhoto(name, damages)));
    }

    /** Most bytes before the pictures' data, where the lists are. */
    @Provide
    Arbitrary<DamagedPhoto> damagedLists() {
        return Arbitraries.of(HEIF)
                .flatMap(name -> Damage.of(
                                Math.min(TestPhotos.heif(name).length, 700),
                                6,
                                Arbitraries.bytes().withDistribution(RandomDistribution.uniform()))
                        .map(damages -> new DamagedPhoto(name, damages)));
    }

    @Property(tries = 10_000, seed = "1")
    void damagedListsAreWalkedOrRefused(@ForAll("damagedLists") DamagedPhoto photo) {
        isWalked(Damage.apply(photo.damages(), TestPhotos.heif(photo.name())));
    }

    /** Any other exception fails the test, and so does a limit: the decoder has it for whatever the walk lets pass. */
    @Property(tries = 300, seed = "1")
    void damagedPhotosGivePixelsOrARefusal(@ForAll("damagedPhotos") DamagedPhoto photo) {
        assumeTrue(HeifDecoder.installed().isPresent(), "needs libheif's decoder (apt-get install libheif-examples)");
        try {
            new PhotoReader(PATIENT).read(Damage.apply(photo.damages(), TestPhotos.heif(photo.name())));
        } catch (PhotoException e) {
            assertThat(e.reason()).isIn(Reason.DAMAGED, Reason.UNSUPPORTED_FORMAT, Reason.TOO_MANY_PIXELS);
        }
    }

    private static boolean isWalked(byte[] file) {
        if (PhotoFormat.recognise(file).filter(HeifRefusalTest::isHeif).isEmpty()) {
            return false;
        }
        try {
            new PhotoReader(PATIENT).header(file);
            return true;
        } catch (PhotoException e) {
            return false;
        }
    }

    private static boolean isHeif(PhotoFormat format) {
        return format == PhotoFormat.HEIC || format == PhotoFormat.AVIF;
    }

    private static PhotoException refusal(byte[] file) {
        return catchThrowableOfType(PhotoException.class, () -> new PhotoReader(PATIENT).header(file));
    }
}
