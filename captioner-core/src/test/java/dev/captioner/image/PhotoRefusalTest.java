package dev.captioner.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.captioner.Damage;
import dev.captioner.image.PhotoException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class PhotoRefusalTest {
    static final List<String> PILLOW = TestPhotos.PILLOW;

    /** A busy machine does not make it reject photos as too slow. */
    private static final PhotoReader PATIENT = new PhotoReader(
            new PhotoLimits(PhotoLimits.DEFAULT.bytes(), PhotoLimits.DEFAULT.pixels(), Duration.ofHours(1)));

    private final PhotoReader reader = new PhotoReader();

    static List<Arguments> foreign() {
        return List.of(
                Arguments.of("JPEG XL", TestPhotos.bytes(0xFF, 0x0A, 0xFA, 0x3F)),
                Arguments.of("JPEG XL", TestPhotos.ascii("\0\0\0\14JXL \r\n........")),
                Arguments.of("raw photo", TestPhotos.ascii("II*\0\20\0\0\0CR\2\0........")),
                Arguments.of("BigTIFF", TestPhotos.ascii("II+\0\10\0\0\0........")),
                Arguments.of(
                        "SVG", TestPhotos.ascii("<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>")),
                Arguments.of("HTML", TestPhotos.ascii("<!DOCTYPE html>\n<html><title>404 Not Found</title></html>")),
                Arguments.of("PDF", TestPhotos.ascii("%PDF-1.7\n")),
                Arguments.of("ZIP", TestPhotos.ascii("PK\3\4................")),
                Arguments.of("a text", TestPhotos.ascii("BMP files begin with the two letters BM.\n")),
                Arguments.of("no known format", TestPhotos.bytes(0x89, 'P', 'N')),
                Arguments.of("no known format", new byte[100]));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void namesWhatItDoesNotReadAndWhatItDoes(String name, byte[] file) {
        PhotoException refusal = refusal(file);

        assertThat(refusal.reason()).isEqualTo(Reason.UNSUPPORTED_FORMAT);
        assertThat(refusal).hasMessageContaining(name).hasMessageContaining("JPEG, PNG, GIF");
    }

    @Test
    void refusesNothingAtAll() {
        assertThat(refusal(new byte[0]).reason()).isEqualTo(Reason.EMPTY);
    }

    static List<Arguments> rareKinds() {
        byte[] arithmetic = TestPhotos.pillow("baseline.jpg");
        arithmetic[TestPhotos.marker(arithmetic, 0xC0)] = (byte) 0xC9;
        byte[] precise = TestPhotos.pillow("baseline.jpg");
        precise[TestPhotos.marker(precise, 0xC0) + 3] = 12;
        byte[] progressive = TestPhotos.pillow("progressive.jpg"); // 10 scans
        int firstScan = TestPhotos.marker(progressive, 0xDA) - 1;
        byte[] head = Arrays.copyOf(progressive, firstScan);
        byte[] scans = Arrays.copyOfRange(progressive, firstScan, progressive.length - 2);
        byte[] manyScans = TestPhotos.concat(head, scans, scans, scans, scans);
        byte[] embedded = TestPhotos.pillow("rgb.bmp");
        embedded[30] = 5;
        byte[] os2 = TestPhotos.pillow("rgb.bmp");
        os2[14] = 64;
        return List.of(
                Arguments.of("arithmetic", arithmetic),
                Arguments.of("12 bits", precise),
                Arguments.of("more than 24 scans", manyScans),
                Arguments.of("compression 5", embedded),
                Arguments.of("header of 64 bytes", os2));
    }

    @ParameterizedTest
    @MethodSource("rareKinds")
    void namesTheRareKindsThatItDoesNotRead(String name, byte[] file) {
        PhotoException refusal = refusal(file);

        assertThat(refusal.reason()).isEqualTo(Reason.UNSUPPORTED_FORMAT);
        assertThat(refusal).hasMessageContaining(name);
    }

    static List<Arguments> bombs() {
        byte[] jpeg = TestPhotos.pillow("baseline.jpg");
        ByteBuffer.wrap(jpeg).putInt(TestPhotos.marker(jpeg, 0xC0) + 4, 0xEA60EA60);
        byte[] gifScreen = TestPhotos.pillow("palette.gif");
        ByteBuffer.wrap(gifScreen).order(ByteOrder.LITTLE_ENDIAN).putInt(6, 0xEA60EA60);
        byte[] gifFrame = TestPhotos.pillow("palette.gif");
        ByteBuffer.wrap(gifFrame).putInt(13 + (3 << ((gifFrame[10] & 7) + 1)) + 5, 0x60EA60EA);
        byte[] bmp = TestPhotos.pillow("rgb.bmp");
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 60_000).putInt(22, -60_000);
        return List.of(
                Arguments.of("PNG", TestPhotos.png(60_000, 60_000, 8, 2)),
                Arguments.of("JPEG", jpeg),
                Arguments.of("GIF", gifScreen),
                Arguments.of("GIF", gifFrame),
                Arguments.of("BMP", bmp));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void refusesByTheSizeInTheHeader(String format, byte[] file) {
        PhotoException refusal = refusal(file);

        assertThat(refusal.reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(refusal)
                .hasMessageContaining(format)
                .hasMessageContaining("60000 x 60000")
                .hasMessageContaining("250.0 megapixels");
    }

    @Test
    void refusesSidesThatNoFormatNeeds() {
        assertThat(refusal(TestPhotos.png(70_000, 1, 8, 2)).reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(refusal(TestPhotos.png(-1, -1, 8, 2)).reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(refusal(TestPhotos.png(0, 5, 8, 2)).reason()).isEqualTo(Reason.DAMAGED);
    }

    @Test
    void refusesMoreBytesThanTheLimit(@TempDir Path folder) throws IOException {
        PhotoReader strict = new PhotoReader(new PhotoLimits(100, 1_000, Duration.ofSeconds(5)));
        byte[] bytes = TestPhotos.pillow("rgb.bmp");
        Path file = Files.write(folder.resolve("photo.bmp"), bytes);

        PhotoException ofBytes = catchThrowableOfType(PhotoException.class, () -> strict.read(bytes));
        PhotoException ofFile = catchThrowableOfType(PhotoException.class, () -> strict.read(file));

        assertThat(ofBytes.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(ofBytes).hasMessageContaining("1,142 bytes").hasMessageContaining("at most 100");
        assertThat(ofFile.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(ofFile).hasMessageStartingWith(file.toString());
    }

    @Test
    void stopsWhenTheTimeIsOver() {
        PhotoReader hasty = new PhotoReader(new PhotoLimits(10_000, 1_000, Duration.ofNanos(1)));

        for (String name : PILLOW) {
            PhotoException refusal =
                    catchThrowableOfType(PhotoException.class, () -> hasty.read(TestPhotos.pillow(name)));
            assertThat(refusal.reason()).as(name).isEqualTo(Reason.TOO_SLOW);
        }
    }

    @Test
    void namesTheFileThatItCannotRead(@TempDir Path folder) {
        Path missing = folder.resolve("missing.jpg");

        PhotoException ofMissing = catchThrowableOfType(PhotoException.class, () -> reader.read(missing));
        PhotoException ofFolder = catchThrowableOfType(PhotoException.class, () -> reader.read(folder));

        assertThat(ofMissing.reason()).isEqualTo(Reason.UNREADABLE_FILE);
        assertThat(ofMissing).hasMessage(missing + ": no such file; check the name");
        assertThat(ofFolder.reason()).isEqualTo(Reason.UNREADABLE_FILE);
        assertThat(ofFolder).hasMessageStartingWith(folder + ": not a file");
    }

    @Test
    void aStreamThatCannotBeOpenedOrReadIsAPhotoThatCannot() throws IOException {
        byte[] png = TestPhotos.pillow("rgb.png");
        InputStream breaking = new SequenceInputStream(new ByteArrayInputStream(png), closed());
        PhotoException opened = catchThrowableOfType(
                PhotoException.class,
                () -> reader.read((PhotoStream) () -> {
                    throw new IOException("no route");
                }));
        PhotoException read = catchThrowableOfType(PhotoException.class, () -> reader.read(() -> breaking));

        assertThat(reader.read(() -> new ByteArrayInputStream(png)).rgb())
                .isEqualTo(reader.read(png).rgb());
        assertThat(opened.reason()).isEqualTo(Reason.UNREADABLE_FILE);
        assertThat(opened).hasMessageContaining("no route");
        assertThat(read.reason()).isEqualTo(Reason.UNREADABLE_FILE);
        assertThat(read).hasMessageContaining("Stream closed");
    }

    private static InputStream closed() throws IOException {
        InputStream stream = InputStream.nullInputStream();
        stream.close();
        return stream;
    }

    @Test
    void noMoreOfAStreamIsReadThanAPhotoMayHave() {
        PhotoReader strict = new PhotoReader(new PhotoLimits(100, 1_000, Duration.ofSeconds(5)));
        ByteArrayInputStream stream = new ByteArrayInputStream(new byte[1_000]);

        PhotoException refusal = catchThrowableOfType(PhotoException.class, () -> strict.read(() -> stream));

        assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(stream.available()).isEqualTo(1_000 - 101);
    }

    @Test
    void refusesAPngWhoseDataWasChanged() {
        byte[] png = TestPhotos.pillow("rgb.png");
        png[60] ^= 1;

        assertThat(refusal(png)).hasMessageContaining("check sum");
    }

    @Test
    void refusesPicturesThatEndEarly() {
        List<String> ofOneFrame = new ArrayList<>(PILLOW);
        ofOneFrame.removeAll(List.of("two-frames.gif", "two-frames.webp", "two-pages.tif"));
        for (String name : ofOneFrame) {
            byte[] file = TestPhotos.pillow(name);
            PhotoException refusal = refusal(Arrays.copyOf(file, file.length * 4 / 5));
            assertThat(refusal.reason()).as(name).isEqualTo(Reason.DAMAGED);
        }
    }

    @ParameterizedTest
    @FieldSource("PILLOW")
    void answersEveryTruncationWithPixelsOrARefusal(String name) {
        byte[] file = TestPhotos.pillow(name);
        for (int length = 0; length < file.length; length++) {
            outcome(Arrays.copyOf(file, length));
        }
    }

    private record DamagedPhoto(String name, List<Damage> damages) {}

    @Provide
    Arbitrary<DamagedPhoto> damagedPhotos() {
        return Arbitraries.of(PILLOW)
                .flatMap(name -> Damage.of(
                                TestPhotos.pillow(name).length,
                                4,
                                Arbitraries.bytes().withDistribution(RandomDistribution.uniform()))
                        .map(damages -> new DamagedPhoto(name, damages)));
    }

    @Property(tries = 4000, seed = "1")
    void damagedPhotosGivePixelsOrARejection(@ForAll("damagedPhotos") DamagedPhoto photo) {
        List<Reason> rejections = outcome(Damage.apply(photo.damages(), TestPhotos.pillow(photo.name())));

        assertThat(rejections).doesNotContain(Reason.TOO_SLOW, Reason.NOT_ENOUGH_MEMORY);
        Statistics.collect(extension(photo.name()), rejections);
        Statistics.coverage(coverage -> PILLOW.forEach(
                name -> coverage.check(extension(name), List.of(Reason.DAMAGED)).count(count -> count > 0)));
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.'));
    }

    /** The reason of the rejection if there is one. Any other exception fails the test. */
    private static List<Reason> outcome(byte[] file) {
        try {
            PATIENT.read(file);
            return List.of();
        } catch (PhotoException e) {
            return List.of(e.reason());
        }
    }

    private PhotoException refusal(byte[] file) {
        return catchThrowableOfType(PhotoException.class, () -> reader.read(file));
    }
}
