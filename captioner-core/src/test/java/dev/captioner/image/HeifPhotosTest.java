package dev.captioner.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.captioner.image.EncodedHeif.Codec;
import dev.captioner.image.PhotoException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HEIC and AVIF become pixels where libheif is installed, and say what to install elsewhere. */
class HeifPhotosTest {
    static final List<String> HEIF = TestPhotos.HEIF;

    /** A busy machine does not make it refuse photos as too slow. */
    private static final PhotoLimits PATIENT =
            new PhotoLimits(PhotoLimits.DEFAULT.bytes(), PhotoLimits.DEFAULT.pixels(), Duration.ofMinutes(5));

    private final PhotoReader reader = new PhotoReader(PATIENT);

    private static void needsDecoder() {
        assumeTrue(
                Stream.of(Codec.values())
                        .allMatch(codec -> HeifDecoder.installed()
                                .filter(decoder -> decoder.decodes(codec))
                                .isPresent()),
                "needs libheif's decoder (apt-get install libheif-examples)");
    }

    /** Decoders of HEVC and AV1 agree in every bit; rounding to RGB, the compression of 10 bits and colour at half the size differ. */
    @ParameterizedTest
    @FieldSource("HEIF")
    void readsWhatPillowReads(String name) {
        needsDecoder();
        Photo photo = reader.read(TestPhotos.heif(name));

        byte[] expected = TestPhotos.heif(name + ".rgb");
        // A wider space spreads differences when it becomes sRGB.
        int tolerance = name.startsWith("display-p3") ? 6 : 4;
        assertThat(TestPhotos.largestDifference(photo.rgb(), expected)).isLessThanOrEqualTo(tolerance);
        assertThat(photo.width() * photo.height() * 3).isEqualTo(expected.length);
    }

    @ParameterizedTest
    @CsvSource({
        "photo.heic, HEVC, 80, 64, UPRIGHT, false, false",
        "odd.heic, HEVC, 75, 53, UPRIGHT, false, false",
        "deep.heic, HEVC, 80, 64, UPRIGHT, true, false",
        "deep.avif, AV1, 80, 64, UPRIGHT, true, false",
        "translucent.avif, AV1, 80, 64, UPRIGHT, false, true",
        "translucent.heic, HEVC, 80, 64, UPRIGHT, false, true",
        "sequence.avif, AV1, 80, 64, UPRIGHT, false, false",
        "grid.heic, HEVC, 150, 100, TURN_RIGHT, false, false",
        "turned-1.heic, HEVC, 80, 64, TURN_LEFT, false, false",
        "turned-2.heic, HEVC, 80, 64, UPSIDE_DOWN, false, false",
        "mirrored-0.heic, HEVC, 80, 64, FLIPPED, false, false",
        "mirrored-1.heic, HEVC, 80, 64, MIRRORED, false, false",
        "turned-and-mirrored.heic, HEVC, 80, 64, TRANSPOSED, false, false",
        "exif.heic, HEVC, 80, 64, TURN_RIGHT, false, false",
        "turned-with-exif.heic, HEVC, 80, 64, TURN_RIGHT, false, false"
    })
    void theWalkFindsWhatADecoderNeeds(
            String name,
            Codec codec,
            int width,
            int height,
            Orientation orientation,
            boolean deep,
            boolean translucent) {
        EncodedHeif picture = parse(TestPhotos.heif(name));

        assertThat(picture.codec()).isEqualTo(codec);
        assertThat(picture.width()).isEqualTo(width);
        assertThat(picture.height()).isEqualTo(height);
        assertThat(picture.orientation()).isEqualTo(orientation);
        assertThat(picture.deep()).isEqualTo(deep);
        assertThat(picture.translucent()).isEqualTo(translucent);
        assertThat(reader.pixels(TestPhotos.heif(name))).isEqualTo((long) width * height);
    }

    @ParameterizedTest
    @FieldSource("HEIF")
    void theDecoderSeesThePictureAlone(String name) {
        byte[] seen = TestPhotos.bytes(parse(TestPhotos.heif(name)).bytes());

        String text = new String(seen, StandardCharsets.ISO_8859_1);
        assertThat(text).doesNotContain("Exif", "irot", "imir", "thmb", "moov", "XML");
        EncodedHeif again = parse(seen);
        assertThat(TestPhotos.bytes(again.bytes())).isEqualTo(seen);
        assertThat(again.orientation()).isEqualTo(Orientation.UPRIGHT);
    }

    @Test
    void namesTheDecoderThatIsMissing(@TempDir Path nothing) {
        PhotoReader bare = new PhotoReader(PATIENT, () -> HeifDecoder.find(List.of(nothing)));

        PhotoException refusal =
                catchThrowableOfType(PhotoException.class, () -> bare.read(TestPhotos.heif("photo.heic")));

        assertThat(refusal.reason()).isEqualTo(Reason.UNSUPPORTED_FORMAT);
        assertThat(refusal)
                .hasMessageContaining("HEIC")
                .hasMessageContaining("apt-get install libheif-examples")
                .hasMessageContaining("brew install libheif");
        assertThat(bare.read(TestPhotos.pillow("rgb.png")).width()).isEqualTo(21);
        assertThat(bare.header(TestPhotos.heif("photo.heic")).longestSide()).isEqualTo(80);
    }

    @Test
    void aDecoderMayLackACodec(@TempDir Path folder) throws IOException {
        program(
                folder,
                "echo 'libheif version: 1.20.0'; echo 'HEIC decoders:'; echo 'AVIF decoders:'; echo '- dav1d = x'");
        HeifDecoder decoder = HeifDecoder.find(List.of(folder)).orElseThrow();

        assertThat(decoder.decodes(Codec.HEVC)).isFalse();
        assertThat(decoder.decodes(Codec.AV1)).isTrue();
        assertThat(decoder.name()).contains("1.20.0").contains(folder.toString());
    }

    @Test
    void aDecoderThatHangsIsStopped(@TempDir Path folder) throws IOException {
        program(folder, "case $1 in --*) echo 'libheif version: 1';; *) exec sleep 1000;; esac");
        PhotoReader impatient = new PhotoReader(
                new PhotoLimits(10_000, 10_000, Duration.ofMillis(200)),
                () -> HeifDecoder.find(List.of(folder, Path.of("/usr/bin"))));

        PhotoException refusal =
                catchThrowableOfType(PhotoException.class, () -> impatient.read(TestPhotos.heif("photo.heic")));

        assertThat(refusal.reason()).isEqualTo(Reason.TOO_SLOW);
        assertThat(ProcessHandle.current().descendants()).noneMatch(ProcessHandle::isAlive);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit 1",
                "exit 0",
                "echo text > $4",
                "ln -s /etc/passwd $4",
                "printf 'YUV4MPEG2 W80 H64 F30:1\nFRAME\n' > $4",
                "printf 'YUV4MPEG2 W9000 H9000 F30:1\nFRAME\n' > $4"
            })
    void whatADecoderWritesIsNotTrusted(String script, @TempDir Path folder) throws IOException {
        program(folder, "case $1 in --*) echo 'libheif version: 1'; exit;; esac; " + script);
        PhotoReader patient = new PhotoReader(PATIENT, () -> HeifDecoder.find(List.of(folder)));

        for (String name : List.of("photo.heic", "deep.heic", "translucent.avif")) {
            PhotoException refusal =
                    catchThrowableOfType(PhotoException.class, () -> patient.read(TestPhotos.heif(name)));
            assertThat(refusal.reason()).as(name).isEqualTo(Reason.DAMAGED);
        }
    }

    @Test
    void theFormatsOfThisMachineAreThoseOfItsDecoder(@TempDir Path nothing, @TempDir Path folder) throws IOException {
        program(
                folder,
                "echo 'libheif version: 1.20.0'; echo 'HEIC decoders:'; echo 'AVIF decoders:'; echo '- dav1d = x'");

        List<FormatSupport> bare = FormatSupport.all(HeifDecoder.find(List.of(nothing)));
        List<FormatSupport> partial = FormatSupport.all(HeifDecoder.find(List.of(folder)));

        assertThat(bare)
                .filteredOn(format -> !format.readable())
                .extracting(FormatSupport::name)
                .containsExactly("HEIC", "AVIF");
        assertThat(FormatSupport.inWords(bare, PATIENT))
                .startsWith("photos: JPEG, PNG, GIF")
                .contains("300.0 s; for HEIC and AVIF, install libheif");
        assertThat(partial)
                .filteredOn(format -> !format.readable())
                .extracting(FormatSupport::name)
                .containsExactly("HEIC");
        assertThat(partial)
                .filteredOn(format -> format.name().equals("AVIF"))
                .singleElement()
                .satisfies(format ->
                        assertThat(format.decoder()).isEqualTo("libheif 1.20.0 (" + folder.resolve("heif-dec") + ")"));
        assertThat(FormatSupport.inWords(partial, PATIENT)).contains("AVIF").contains("for HEIC, install");
    }

    private static void program(Path folder, String script) throws IOException {
        Path file = Files.writeString(folder.resolve("heif-dec"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    static EncodedHeif parse(byte[] file) {
        PhotoFormat format = PhotoFormat.recognise(file).orElseThrow();
        return new HeifParser(format, file, PATIENT).parse();
    }
}
