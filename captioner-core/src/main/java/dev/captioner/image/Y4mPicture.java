package dev.captioner.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A picture that the decoder program of libheif wrote as YUV4MPEG2: a line of text, the brightness of each pixel, then two planes of
 * colour at half the size, all of 8 bits in full range. libheif converts every picture to the coefficients of BT.601, as JPEG has them
 * (ITU-T T.871, 7). Each row is read when it is needed, so that memory does not grow with the picture.
 */
final class Y4mPicture {
    private static final int LONGEST_HEADER = 256;
    private static final String FRAME = "\nFRAME\n";

    /** What the colour of a pixel adds to its brightness. */
    private static final int[] RED = contributions(1.402);

    private static final int[] GREEN_OF_BLUE = contributions(-0.344136);
    private static final int[] GREEN_OF_RED = contributions(-0.714136);
    private static final int[] BLUE = contributions(1.772);

    private static final int FRACTION = 16;

    private Y4mPicture() {}

    private static int[] contributions(double factor) {
        int[] contributions = new int[256];
        for (int i = 0; i < contributions.length; i++) {
            contributions[i] = (int) Math.round(factor * (i - 128) * (1 << FRACTION));
        }
        return contributions;
    }

    /**
     * Hands all rows of a file on.
     *
     * @throws IOException when the file is not a picture of this size
     */
    static void send(Path file, int width, int height, RowSink sink) throws IOException {
        // A channel would be closed by an interrupt, which no decoder knows.
        try (RandomAccessFile picture = new RandomAccessFile(file.toFile(), "r")) {
            int chromaWidth = (width + 1) / 2;
            int chromaHeight = (height + 1) / 2;
            long start = dataStart(picture, width, height);
            long blueStart = start + (long) width * height;
            long redStart = blueStart + (long) chromaWidth * chromaHeight;
            if (picture.length() != redStart + (long) chromaWidth * chromaHeight) {
                throw new IOException("the decoder wrote a picture of another size");
            }
            sink.begin(width, height);
            byte[] brightness = new byte[width];
            byte[] blue = new byte[chromaWidth];
            byte[] red = new byte[chromaWidth];
            byte[] rgb = new byte[3 * width];
            for (int y = 0; y < height; y++) {
                read(picture, start + (long) y * width, brightness);
                if (y % 2 == 0) {
                    read(picture, blueStart + (long) (y / 2) * chromaWidth, blue);
                    read(picture, redStart + (long) (y / 2) * chromaWidth, red);
                }
                convert(brightness, blue, red, rgb);
                sink.row(rgb);
            }
        }
    }

    /** Checks the header, such as {@code YUV4MPEG2 W640 H480 F30:1}, and returns where the data begins. */
    private static int dataStart(RandomAccessFile picture, int width, int height) throws IOException {
        byte[] start = new byte[(int) Math.min(picture.length(), LONGEST_HEADER)];
        read(picture, 0, start);
        String text = new String(start, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(FRAME);
        String expected = String.format(Locale.ROOT, "YUV4MPEG2 W%d H%d ", width, height);
        if (end < 0 || !text.startsWith(expected)) {
            throw new IOException("the decoder wrote another picture than " + expected);
        }
        return end + FRAME.length();
    }

    private static void read(RandomAccessFile picture, long position, byte[] target) throws IOException {
        picture.seek(position);
        picture.readFully(target);
    }

    private static void convert(byte[] brightness, byte[] blues, byte[] reds, byte[] rgb) {
        for (int x = 0; x < brightness.length; x++) {
            int y = (Byte.toUnsignedInt(brightness[x]) << FRACTION) + (1 << (FRACTION - 1)); // rounds
            int blue = Byte.toUnsignedInt(blues[x / 2]);
            int red = Byte.toUnsignedInt(reds[x / 2]);
            rgb[3 * x] = clamp((y + RED[red]) >> FRACTION);
            rgb[3 * x + 1] = clamp((y + GREEN_OF_BLUE[blue] + GREEN_OF_RED[red]) >> FRACTION);
            rgb[3 * x + 2] = clamp((y + BLUE[blue]) >> FRACTION);
        }
    }

    private static byte clamp(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
