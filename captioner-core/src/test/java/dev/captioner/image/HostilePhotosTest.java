package dev.captioner.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.image.PhotoException.Reason;
import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any file gives pixels or a rejection, within five seconds of processor time, in a Java with the documented heap. */
@Tag(TestTags.PROCESS)
class HostilePhotosTest {
    /** 16.79 megapixels. */
    private static final int SIDE = 4098;

    private record Outcome(String what, long processorMilliseconds, Path file) {
        boolean isPhoto() {
            return what.equals(PhotoSweep.PHOTO);
        }
    }

    @Test
    @Tag(TestTags.DATA)
    void everyMalformedFileGivesPixelsOrARejection(@TempDir Path scratch) throws Exception {
        Path folder = SharedData.require("malformed-images");

        List<Outcome> outcomes = sweep(folder, "512m", scratch);

        assertThat(outcomes).hasSameSizeAs(PhotoSweep.files(folder));
        assertThat(outcomes).allSatisfy(HostilePhotosTest::keepsThePromise);
        // The letter x marks the files of PngSuite that no reader should take.
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.file().startsWith(folder.resolve("pngsuite")))
                .isNotEmpty()
                .allSatisfy(outcome -> assertThat(outcome.isPhoto())
                        .as(outcome.toString())
                        .isEqualTo(!outcome.file().getFileName().toString().startsWith("x")));
    }

    @Test
    void theLargestPhotosFit(@TempDir Path folder, @TempDir Path scratch) throws Exception {
        Files.write(folder.resolve("deep.png"), widePng(SIDE, SIDE));
        Files.write(folder.resolve("deep.tif"), TiffTest.deep(SIDE, SIDE));
        Files.write(folder.resolve("long-rows.png"), widePng(PhotoLimits.LONGEST_SIDE, 256));
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
        Path progressive = folder.resolve("progressive.jpg");
        writeProgressive(image, progressive);
        Files.write(folder.resolve("many-scans.jpg"), repeatScans(Files.readAllBytes(progressive)));
        ImageIO.write(image, "gif", folder.resolve("large.gif").toFile());
        // 250 megapixels, which are shrunk while they are decoded
        Files.write(folder.resolve("largest.png"), png(15_811, 15_811, 8, 2, 3));
        Files.write(folder.resolve("largest-palette.png"), png(15_808, 15_811, 1, 0, 0.125));

        List<Outcome> outcomes = sweep(folder, "512m", scratch);

        assertThat(outcomes).hasSize(8).allSatisfy(outcome -> {
            assertThat(outcome.what()).as(outcome.toString()).isEqualTo(PhotoSweep.PHOTO);
            boolean shrunk = outcome.file().getFileName().toString().startsWith("largest");
            assertThat(outcome.processorMilliseconds()).as(outcome.toString()).isLessThan(shrunk ? 30_000 : 5_000);
        });
    }

    @Test
    void tooLittleHeapIsARejectionToo(@TempDir Path folder, @TempDir Path scratch) throws Exception {
        Files.write(folder.resolve("deep.png"), widePng(SIDE, SIDE));
        Files.write(folder.resolve("small.png"), TestPhotos.pillow("rgb.png"));

        List<Outcome> outcomes = sweep(folder, "48m", scratch);

        assertThat(outcomes).extracting(Outcome::what).containsExactly("NOT_ENOUGH_MEMORY", PhotoSweep.PHOTO);
    }

    private static void keepsThePromise(Outcome outcome) {
        assertThat(outcome.processorMilliseconds()).as(outcome.toString()).isLessThan(5_000);
        assertThat(outcome.isPhoto()
                        || Arrays.stream(Reason.values()).map(Reason::name).anyMatch(outcome.what()::equals))
                .as(outcome.toString())
                .isTrue();
        assertThat(outcome.what()).as(outcome.toString()).isNotIn("TOO_SLOW", "NOT_ENOUGH_MEMORY");
    }

    private static List<Outcome> sweep(Path folder, String heap, Path scratch) throws Exception {
        Path printed = scratch.resolve("outcomes.tsv");
        Path errors = scratch.resolve("errors.txt");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-cp",
                        codeOf(PhotoReader.class) + System.getProperty("path.separator") + codeOf(PhotoSweep.class),
                        PhotoSweep.class.getName(),
                        folder.toString())
                .redirectOutput(printed.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(java.waitFor()).as(() -> read(errors)).isZero();
        } finally {
            java.destroyForcibly();
        }

        List<Outcome> outcomes = new ArrayList<>();
        for (String line : Files.readAllLines(printed)) {
            String[] columns = line.split("\t", 3);
            outcomes.add(new Outcome(columns[0], Long.parseLong(columns[1]), Path.of(columns[2])));
        }
        return outcomes;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path codeOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** A black PNG of 16-bit RGBA, the most bytes that a pixel can have. */
    private static byte[] widePng(int width, int height) throws IOException {
        return png(width, height, 16, 6, 8);
    }

    /** A black PNG. */
    private static byte[] png(int width, int height, int depth, int colourType, double bytesAPixel) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (OutputStream rows = new DeflaterOutputStream(data, new Deflater(Deflater.BEST_SPEED))) {
            byte[] row = new byte[1 + (int) (bytesAPixel * width)];
            for (int y = 0; y < height; y++) {
                rows.write(row);
            }
        }
        return TestPhotos.png(width, height, depth, colourType, TestPhotos.chunk("IDAT", data.toByteArray()));
    }

    private static void writeProgressive(BufferedImage image, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        try (ImageOutputStream output = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
    }

    /** The last scan, which refines what is there, as often as the reader allows: few bytes, much work. */
    private static byte[] repeatScans(byte[] jpeg) {
        byte[] whole = Arrays.copyOf(jpeg, jpeg.length - 2);
        int scans = 0;
        int last = 0;
        for (int at = 1; at < whole.length; at++) {
            if (whole[at - 1] == (byte) 0xFF && whole[at] == (byte) 0xDA) {
                scans++;
                last = at - 1;
            }
        }
        byte[] scan = Arrays.copyOfRange(whole, last, whole.length);
        while (scans < JpegParser.MOST_SCANS) {
            whole = TestPhotos.concat(whole, scan);
            scans++;
        }
        return TestPhotos.concat(whole, TestPhotos.bytes(0xFF, 0xD9));
    }
}
