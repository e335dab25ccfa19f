package dev.captioner.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.captioner.image.PhotoException.Reason;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Photos of more than 16.8 megapixels, which are shrunk while they are decoded. */
class LargePhotosTest {
    private static final int WIDTH = 4200;
    private static final int HEIGHT = 4100;
    /** A third of each side: 1040 fits three times into the shorter one. */
    private static final int SMALL_WIDTH = 1400;

    private static final int SMALL_HEIGHT = 1366;

    private final PhotoReader reader = new PhotoReader(new PhotoLimits(100_000_000, 250_000_000, Duration.ofHours(1)));

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachPixelOfALargeJpegIsTheMeanOfABlock(boolean progressive) throws IOException {
        byte[] jpeg = jpeg(scene(), progressive);
        BufferedImage whole = ImageIO.read(new ByteArrayInputStream(jpeg));
        byte[] bgr = ((DataBufferByte) whole.getRaster().getDataBuffer()).getData();

        Photo photo = reader.read(jpeg);

        assertThat(List.of(photo.width(), photo.height())).containsExactly(SMALL_WIDTH, SMALL_HEIGHT);
        assertThat(photo.rgb())
                .isEqualTo(means(WIDTH, HEIGHT, (x, y, band) -> bgr[3 * (y * WIDTH + x) + 2 - band] & 0xFF));
    }

    /** The decoder hands out four inks as a whole only, so every second pixel of every second row is taken. */
    @Test
    void aLargeJpegOfFourInksIsShrunkFromEverySecondPixel() throws IOException {
        byte[] jpeg = jpeg(inks(), false);
        byte[] samples = ((DataBufferByte) rasterOf(jpeg).getDataBuffer()).getData();

        Photo photo = reader.read(jpeg);

        assertThat(photo.rgb()).isEqualTo(means(WIDTH / 2, HEIGHT / 2, (x, y, band) -> {
            int from = 4 * (2 * y * WIDTH + 2 * x);
            return ((samples[from + band] & 0xFF) * (samples[from + 3] & 0xFF) + 127) / 255;
        }));
    }

    @Test
    void theRowsOfALargeJpegAreStoodUpright() throws IOException {
        byte[] jpeg = jpeg(scene(), false);
        byte[] exif = TestPhotos.concat(TestPhotos.ascii("Exif\0\0"), TestPhotos.exif(6, ByteOrder.BIG_ENDIAN));

        Photo stored = reader.read(jpeg);
        Photo upright = reader.read(TestPhotos.withSegment(jpeg, 0xE1, exif));

        assertThat(List.of(upright.width(), upright.height())).containsExactly(SMALL_HEIGHT, SMALL_WIDTH);
        for (int y = 0; y < SMALL_HEIGHT; y += 97) {
            for (int x = 0; x < SMALL_WIDTH; x += 89) {
                assertThat(pixel(upright, SMALL_HEIGHT - 1 - y, x)).isEqualTo(pixel(stored, x, y));
            }
        }
    }

    /** Columns repeat, so that a row says what all rows are. */
    @ParameterizedTest
    @CsvSource({"8, 2, 3", "16, 2, 6", "8, 6, 4", "16, 6, 8", "8, 0, 1", "16, 4, 4"})
    void eachPixelOfALargePngIsTheMeanOfABlock(int depth, int colourType, int bytesAPixel) {
        byte[] row = new byte[WIDTH * bytesAPixel];
        for (int i = 0; i < row.length; i++) {
            row[i] = (byte) (i * 31 + i / 257);
        }
        byte[] rows = new byte[HEIGHT * row.length];
        for (int y = 0; y < HEIGHT; y++) {
            System.arraycopy(row, 0, rows, y * row.length, row.length);
        }
        byte[] line = reader.read(TestPhotos.png(WIDTH, 1, depth, colourType, TestPhotos.rows(1, row)))
                .rgb();

        Photo photo = reader.read(TestPhotos.png(WIDTH, HEIGHT, depth, colourType, TestPhotos.rows(HEIGHT, rows)));

        assertThat(photo.rgb()).isEqualTo(means(WIDTH, HEIGHT, (x, y, band) -> line[3 * x + band] & 0xFF));
    }

    @Test
    void aLargePaletteOfTwoColoursIsShrunk() {
        byte[] rows = new byte[HEIGHT * WIDTH / 8];
        Arrays.fill(rows, (byte) 0b0101_0101);
        byte[] palette = TestPhotos.chunk("PLTE", TestPhotos.bytes(0, 50, 100, 30, 80, 130));

        Photo photo = reader.read(TestPhotos.png(WIDTH, HEIGHT, 1, 3, palette, TestPhotos.rows(HEIGHT, rows)));

        assertThat(photo.rgb()).isEqualTo(means(WIDTH, HEIGHT, (x, y, band) -> 50 * band + (x % 2) * 30));
    }

    /** The rows of interlaced files arrive in seven passes, so the picture is held as a whole. */
    @Test
    void aLargeInterlacedPngIsShrunkUpToALimitOfMemory() {
        byte[] interlaced = TestPhotos.png(WIDTH, HEIGHT, 8, 0, interlacedRows(WIDTH, HEIGHT));
        interlaced[28] = 1;
        TestPhotos.correctHeaderSum(interlaced);
        byte[] tooLarge = TestPhotos.png(8000, 6000, 8, 2, TestPhotos.chunk("IDAT", new byte[0]));
        tooLarge[28] = 1;
        TestPhotos.correctHeaderSum(tooLarge);

        assertThat(reader.read(interlaced).rgb()).isEqualTo(means(WIDTH, HEIGHT, (x, y, band) -> 77));
        PhotoException refusal = catchThrowableOfType(PhotoException.class, () -> reader.read(tooLarge));
        assertThat(refusal.reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(refusal)
                .hasMessageContaining("the PNG has 8000 x 6000 pixels and cannot be decoded row by row")
                .hasMessageContaining("144.0 MB, at most 134.4 MB")
                .hasMessageContaining("scale it down");
    }

    /** Adam7: each pass is a picture of its own, of the rows and columns that it has. */
    private static byte[] interlacedRows(int width, int height) {
        int[][] passes = {
            {0, 8, 0, 8}, {4, 8, 0, 8}, {0, 4, 4, 8}, {2, 4, 0, 4}, {0, 2, 2, 4}, {1, 2, 0, 2}, {0, 1, 1, 2}
        };
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int[] pass : passes) {
            byte[] row = new byte[1 + (width - pass[0] + pass[1] - 1) / pass[1]];
            Arrays.fill(row, 1, row.length, (byte) 77);
            for (int y = pass[2]; y < height; y += pass[3]) {
                data.writeBytes(row);
            }
        }
        return TestPhotos.chunk("IDAT", TestPhotos.deflate(data.toByteArray()));
    }

    /** Three bytes a pixel with chroma at half the resolution, six at full resolution. */
    @ParameterizedTest
    @CsvSource({"16320, 12240, 34, 599", "8064, 6048, 17, 292"})
    void theCoefficientsOfAProgressiveJpegAreCounted(int width, int height, int sampling, long megabytes) {
        byte[] jpeg = progressiveHeader(width, height, sampling);

        EncodedJpeg photo = (EncodedJpeg) PhotoFormat.JPEG.parse(jpeg, PhotoLimits.DEFAULT);

        assertThat(photo.coefficients() / 1_000_000).isEqualTo(megabytes);
    }

    @Test
    void aProgressiveJpegThatNeedsTooMuchMemoryIsRefused() {
        byte[] jpeg = progressiveHeader(15_000, 10_000, 0x11);

        PhotoException refusal = catchThrowableOfType(PhotoException.class, () -> reader.read(jpeg));

        assertThat(refusal.reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(refusal)
                .hasMessageContaining("15000 x 10000")
                .hasMessageContaining("at most 768.0 MB")
                .hasMessageContaining("not progressive");
    }

    /** Each scan makes the decoder compute all pixels again. */
    @Test
    void aLargeProgressiveJpegOfManyScansIsRefused() {
        byte[] jpeg = progressiveHeader(16_320, 12_240, 0x22);
        int firstScan = TestPhotos.marker(jpeg, 0xDA) - 1;
        byte[] scans = Arrays.copyOfRange(jpeg, firstScan, jpeg.length - 2);

        PhotoException refusal = catchThrowableOfType(
                PhotoException.class,
                () -> reader.read(
                        TestPhotos.concat(Arrays.copyOf(jpeg, jpeg.length - 2), scans, TestPhotos.bytes(0xFF, 0xD9))));

        assertThat(refusal.reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(refusal).hasMessageContaining("in 20 scans").hasMessageContaining("at most 2,500 megapixels");
    }

    /** A small progressive JPEG that claims another size. */
    private static byte[] progressiveHeader(int width, int height, int sampling) {
        byte[] jpeg = TestPhotos.pillow("progressive.jpg"); // 10 scans
        int frame = TestPhotos.marker(jpeg, 0xC2);
        ByteBuffer.wrap(jpeg).putShort(frame + 4, (short) height).putShort(frame + 6, (short) width);
        jpeg[frame + 10] = (byte) sampling;
        return jpeg;
    }

    @Test
    void theHeaderTellsTheOriginalSize() {
        byte[] png = TestPhotos.png(WIDTH, HEIGHT, 8, 0, TestPhotos.rows(HEIGHT, new byte[WIDTH * HEIGHT]));

        assertThat(reader.header(png).longestSide()).isEqualTo(WIDTH);
        assertThat(reader.pixels(png)).isEqualTo((long) WIDTH * HEIGHT);
    }

    /** The divisor of both sides leaves 1040 pixels; a strip that would still be too large is shortened further. */
    @ParameterizedTest
    @CsvSource({
        "4096, 4096, 4096, 4096",
        "6000, 4000, 2000, 1333",
        "4000, 6000, 1333, 2000",
        "8064, 6048, 1612, 1209",
        "16320, 12240, 1483, 1112",
        "60000, 1200, 12000, 1200",
        "65535, 300, 32767, 300",
        "1200, 60000, 1200, 12000"
    })
    void dividesBothSidesAlike(int width, int height, int smallWidth, int smallHeight) {
        Size size = new Size();
        Shrinking.before(size, width, height).begin(width, height);

        assertThat(List.of(size.width, size.height)).containsExactly(smallWidth, smallHeight);
    }

    private static final class Size implements RowSink {
        private int width;
        private int height;

        @Override
        public void begin(int width, int height) {
            this.width = width;
            this.height = height;
        }

        @Override
        public void row(byte[] rgb) {}
    }

    /** A sample of the picture. */
    private interface Sample {
        int at(int x, int y, int band);
    }

    /** Means of blocks whose edges lie at the whole pixel at or before their exact place. */
    private static byte[] means(int width, int height, Sample sample) {
        byte[] means = new byte[3 * SMALL_WIDTH * SMALL_HEIGHT];
        for (int y = 0, to = 0; y < SMALL_HEIGHT; y++) {
            int top = y * height / SMALL_HEIGHT;
            int bottom = (y + 1) * height / SMALL_HEIGHT;
            for (int x = 0; x < SMALL_WIDTH; x++) {
                int left = x * width / SMALL_WIDTH;
                int right = (x + 1) * width / SMALL_WIDTH;
                for (int band = 0; band < 3; band++, to++) {
                    int sum = 0;
                    for (int row = top; row < bottom; row++) {
                        for (int column = left; column < right; column++) {
                            sum += sample.at(column, row, band);
                        }
                    }
                    means[to] = (byte) Math.floor((double) sum / ((bottom - top) * (right - left)) + 0.5);
                }
            }
        }
        return means;
    }

    private static List<Integer> pixel(Photo photo, int x, int y) {
        int at = 3 * (y * photo.width() + x);
        return List.of((int) photo.rgb()[at], (int) photo.rgb()[at + 1], (int) photo.rgb()[at + 2]);
    }

    private static BufferedImage scene() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int y = 0, at = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                bgr[at++] = (byte) (x / 17);
                bgr[at++] = (byte) (y / 17);
                bgr[at++] = (byte) ((x ^ y) & 0xF8);
            }
        }
        return image;
    }

    private static Raster inks() {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 4, null);
        byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
        for (int y = 0, at = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                samples[at++] = (byte) (x / 17);
                samples[at++] = (byte) (y / 17);
                samples[at++] = (byte) ((x + y) / 34);
                samples[at++] = (byte) (255 - x / 34);
            }
        }
        return raster;
    }

    private static byte[] jpeg(BufferedImage image, boolean progressive) throws IOException {
        return jpeg(new IIOImage(image, null, null), progressive);
    }

    private static byte[] jpeg(Raster raster, boolean progressive) throws IOException {
        return jpeg(new IIOImage(raster, null, null), progressive);
    }

    private static byte[] jpeg(IIOImage image, boolean progressive) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(output);
            writer.write(null, image, parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static Raster rasterOf(byte[] jpeg) throws IOException {
        ImageReader decoder = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(jpeg))) {
            decoder.setInput(input);
            return decoder.readRaster(0, null);
        } finally {
            decoder.dispose();
        }
    }
}
