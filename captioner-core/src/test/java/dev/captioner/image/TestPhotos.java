package dev.captioner.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Photos assembled byte by byte, and those of {@code golden.py}. */
final class TestPhotos {
    /** Files of the folder {@code pillow}. */
    static final List<String> PILLOW = List.of(
            "baseline.jpg",
            "full-chroma.jpg",
            "progressive.jpg",
            "rgb.jpg",
            "grey.jpg",
            "cmyk.jpg",
            "ycck.jpg",
            "rgb.png",
            "rgba.png",
            "grey.png",
            "grey-alpha.png",
            "grey16.png",
            "palette.png",
            "palette-transparent.png",
            "rgb-transparent.png",
            "1-bit.png",
            "palette.gif",
            "transparent.gif",
            "interlaced.gif",
            "two-frames.gif",
            "rgb.bmp",
            "rgba.bmp",
            "grey.bmp",
            "palette.bmp",
            "1-bit.bmp",
            "lossy.webp",
            "lossy-alpha.webp",
            "lossless.webp",
            "lossless-alpha.webp",
            "two-frames.webp",
            "rgb.tif",
            "lzw.tif",
            "deflate.tif",
            "packbits.tif",
            "predictor.tif",
            "rgba.tif",
            "grey.tif",
            "palette.tif",
            "1-bit.tif",
            "two-pages.tif",
            "planar.tif",
            "deep.tif",
            "deep-big-endian.tif",
            "deep-grey.tif",
            "white-is-zero.tif",
            "cmyk.tif");

    /** Files of the folder {@code heif}. */
    static final List<String> HEIF = List.of(
            "photo.heic",
            "photo.avif",
            "full-chroma.heic",
            "full-chroma.avif",
            "odd.heic",
            "odd.avif",
            "grey.heic",
            "grey.avif",
            "translucent.heic",
            "translucent.avif",
            "deep.heic",
            "deep.avif",
            "grid.heic",
            "grid.avif",
            "sequence.avif",
            "display-p3.heic",
            "turned-1.heic",
            "turned-2.heic",
            "turned-3.heic",
            "mirrored-0.heic",
            "mirrored-1.heic",
            "turned-and-mirrored.heic",
            "exif.heic",
            "turned-with-exif.heic");

    private TestPhotos() {}

    static byte[] resource(String name) {
        try (InputStream stream = TestPhotos.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("no test resource " + name);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] pillow(String name) {
        return resource("pillow/" + name);
    }

    static byte[] heif(String name) {
        return resource("heif/" + name);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** What a decoder sees. */
    static byte[] bytes(SanitizedBytes bytes) {
        byte[] all = new byte[(int) bytes.length()];
        for (int at = 0; at < all.length; ) {
            at += bytes.read(at, all, at, all.length - at);
        }
        return all;
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A PNG of header and further chunks. */
    static byte[] png(int width, int height, int depth, int colourType, byte[]... chunks) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(bytes(depth, colourType, 0, 0, 0))
                .array();
        return concat(
                bytes(0x89, 'P', 'N', 'G', 13, 10, 26, 10),
                chunk("IHDR", header),
                concat(chunks),
                chunk("IEND", new byte[0]));
    }

    static byte[] chunk(String type, byte[] data) {
        CRC32 sum = new CRC32();
        sum.update(ascii(type));
        sum.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(ascii(type))
                .put(data)
                .putInt((int) sum.getValue())
                .array();
    }

    /** Makes the check sum of a PNG's header right again after a change. */
    static void correctHeaderSum(byte[] png) {
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
    }

    /** An IDAT chunk of unfiltered rows. */
    static byte[] rows(int height, byte[] samples) {
        int row = samples.length / height;
        ByteArrayOutputStream filtered = new ByteArrayOutputStream();
        for (int y = 0; y < height; y++) {
            filtered.write(0);
            filtered.write(samples, y * row, row);
        }
        return chunk("IDAT", deflate(filtered.toByteArray()));
    }

    static byte[] deflate(byte[] data) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream = new DeflaterOutputStream(deflated)) {
            stream.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return deflated.toByteArray();
    }

    /** A TIFF structure that states an orientation and something else before it. */
    static byte[] exif(int orientation, ByteOrder order) {
        return ByteBuffer.allocate(38)
                .order(order)
                .put(ascii(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM"))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 2)
                .putShort((short) 0x0100) // ImageWidth, LONG
                .putShort((short) 4)
                .putInt(1)
                .putInt(4711)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    /** A JPEG with a further segment right after its first marker. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
        byte[] segment = ByteBuffer.allocate(4 + data.length)
                .putShort((short) (0xFF00 | marker))
                .putShort((short) (2 + data.length))
                .put(data)
                .array();
        return concat(bytes(0xFF, 0xD8), segment, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** Where a marker stands in a JPEG: the position of its code. */
    static int marker(byte[] jpeg, int code) {
        for (int at = 1; at < jpeg.length; at++) {
            if (jpeg[at - 1] == (byte) 0xFF && jpeg[at] == (byte) code) {
                return at;
            }
        }
        throw new IllegalArgumentException("no marker " + Integer.toHexString(code));
    }

    /** The largest difference of two samples in the same place. */
    static int largestDifference(byte[] actual, byte[] expected) {
        if (actual.length != expected.length) {
            throw new AssertionError("expected " + expected.length + " bytes, found " + actual.length);
        }
        int largest = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs((actual[i] & 0xFF) - (expected[i] & 0xFF)));
        }
        return largest;
    }

    /** The mean difference of two samples in the same place. */
    static double meanDifference(byte[] actual, byte[] expected) {
        long sum = 0;
        for (int i = 0; i < actual.length; i++) {
            sum += Math.abs((actual[i] & 0xFF) - (expected[i] & 0xFF));
        }
        return (double) sum / actual.length;
    }
}
