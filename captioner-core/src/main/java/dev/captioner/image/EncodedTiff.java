package dev.captioner.image;

import dev.captioner.image.colour.ColourConversion;
import dev.captioner.image.tiff.LzwStream;
import dev.captioner.image.tiff.PackBitsStream;
import dev.captioner.image.tiff.TiffDirectory.Values;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.imageio.ImageReader;

/** The picture of a TIFF's first directory, which is decoded row by row; only tiles of JPEG are decoded a row of tiles at a time. */
@SuppressWarnings("ArrayRecordComponent") // identity is not used
record EncodedTiff(
        byte[] file,
        int width,
        int height,
        Orientation orientation,
        ColourConversion conversion,
        Samples samples,
        Segments segments,
        PhotoLimits limits)
        implements SanitizedPhoto.ForRows {
    /** How strips and tiles are compressed. */
    enum Compression {
        NONE,
        PACK_BITS,
        LZW,
        DEFLATE,
        JPEG;

        /** Whether samples may be stored as differences. */
        boolean isPredictable() {
            return this == LZW || this == DEFLATE;
        }
    }

    /** What the samples of a pixel mean. */
    enum Colours {
        WHITE_IS_ZERO(1),
        BLACK_IS_ZERO(1),
        RGB(3),
        PALETTE(1),
        /** Cyan, magenta, yellow and black; 0 is no ink. */
        INKS(4),
        YCBCR(3);

        private final int samples;

        Colours(int samples) {
            this.samples = samples;
        }

        int samples() {
            return samples;
        }
    }

    /**
     * How samples are stored.
     *
     * @param count a pixel, with opacity and others
     * @param depth bits of each
     * @param predicted whether they are differences to the pixel before
     * @param multiplied whether the sample after the colours is an opacity that these are multiplied by
     * @param translucent whether it is an opacity that they are not multiplied by
     * @param palette RGB of each entry
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is not used
    record Samples(
            Compression compression,
            Colours colours,
            int count,
            int depth,
            ByteOrder order,
            boolean predicted,
            boolean multiplied,
            boolean translucent,
            byte[] palette) {}

    /**
     * Where the strips or tiles are.
     *
     * @param width columns of each
     * @param height rows of each; the last strips may have fewer
     * @param across of a row of the picture
     * @param planes 1 when the samples of a pixel lie together, else one for each of them
     * @param jpegTables that all of them share
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is not used
    record Segments(int width, int height, int across, int planes, Values offsets, Values lengths, byte[] jpegTables) {}

    @Override
    public PhotoFormat format() {
        return PhotoFormat.TIFF;
    }

    @Override
    public void decode(RowSink sink) throws IOException {
        sink.begin(width, height);
        int down = (height + segments.height - 1) / segments.height;
        for (int band = 0; band < down; band++) {
            int rows = Math.min(segments.height, height - band * segments.height);
            if (samples.compression != Compression.JPEG) {
                decodeBand(band, rows, down, sink);
            } else if (segments.across == 1) {
                decodeJpeg(band, 0, rows, new JpegRows(rows, sink));
            } else {
                decodeJpegTiles(band, rows, sink);
            }
        }
    }

    private void decodeBand(int band, int rows, int down, RowSink sink) throws IOException {
        int planes = segments.planes;
        int perPixel = samples.count / planes; // samples in a segment
        InputStream[] streams = new InputStream[planes * segments.across];
        Inflater[] inflaters = new Inflater[streams.length];
        try {
            for (int i = 0; i < streams.length; i++) {
                int plane = i / segments.across;
                int index = (plane * down + band) * segments.across + i % segments.across;
                inflaters[i] = new Inflater();
                streams[i] = open(index, inflaters[i]);
            }
            byte[] stored = new byte[(segments.width * perPixel * samples.depth + 7) / 8];
            int[] values = new int[width * samples.count];
            byte[] rgb = new byte[3 * width];
            for (int y = 0; y < rows; y++) {
                for (int i = 0; i < streams.length; i++) {
                    if (streams[i].readNBytes(stored, 0, stored.length) < stored.length) {
                        throw new EOFException("its picture data ends early");
                    }
                    if (samples.predicted) {
                        undoPrediction(stored, perPixel);
                    }
                    int column = i % segments.across * segments.width;
                    int pixels = Math.min(segments.width, width - column);
                    unpack(stored, pixels * perPixel, perPixel, values, column * samples.count + i / segments.across);
                }
                toRgb(values, rgb);
                sink.row(rgb);
            }
        } finally {
            for (Inflater inflater : inflaters) {
                if (inflater != null) {
                    inflater.end();
                }
            }
        }
    }

    private int start(int index) {
        return (int) segments.offsets.get(index);
    }

    private int end(int index) {
        long length = segments.lengths.count() == 0 ? file.length : segments.lengths.get(index);
        return (int) Math.min(file.length, start(index) + length);
    }

    private InputStream open(int index, Inflater inflater) {
        int start = start(index);
        int end = end(index);
        InputStream bytes = new ByteArrayInputStream(file, start, end - start);
        return switch (samples.compression) {
            case PACK_BITS -> new PackBitsStream(file, start, end);
            case LZW -> new LzwStream(file, start, end);
            case DEFLATE -> new InflaterInputStream(bytes, inflater);
            default -> bytes;
        };
    }

    private void undoPrediction(byte[] row, int perPixel) {
        if (samples.depth == 8) {
            for (int i = perPixel; i < row.length; i++) {
                row[i] += row[i - perPixel];
            }
            return;
        }
        boolean littleEndian = samples.order == ByteOrder.LITTLE_ENDIAN;
        for (int i = 2 * perPixel; i + 1 < row.length; i += 2) {
            int sum = wide(row, i, littleEndian) + wide(row, i - 2 * perPixel, littleEndian);
            row[i] = (byte) (littleEndian ? sum : sum >> 8);
            row[i + 1] = (byte) (littleEndian ? sum >> 8 : sum);
        }
    }

    private static int wide(byte[] row, int at, boolean littleEndian) {
        int first = row[at] & 0xFF;
        int second = row[at + 1] & 0xFF;
        return littleEndian ? second << 8 | first : first << 8 | second;
    }

    /**
     * Spreads the samples of a segment's row.
     *
     * @param perPixel samples of a pixel in the segment; between those of two pixels, {@code values} may have others
     */
    private void unpack(byte[] row, int count, int perPixel, int[] values, int to) {
        boolean littleEndian = samples.order == ByteOrder.LITTLE_ENDIAN;
        int depth = samples.depth;
        int step = samples.count == perPixel ? 1 : samples.count;
        for (int i = 0; i < count; i++) {
            int value;
            if (depth == 8) {
                value = row[i] & 0xFF;
            } else if (depth == 16) {
                value = wide(row, 2 * i, littleEndian);
            } else {
                int bit = i * depth;
                value = row[bit >> 3] >> (8 - depth - (bit & 7)) & ((1 << depth) - 1);
            }
            values[to + i * step] = value;
        }
    }

    private void toRgb(int[] values, byte[] rgb) {
        int most = (1 << samples.depth) - 1;
        int[] pixel = new int[5];
        int colours = samples.colours.samples;
        boolean translucent = samples.translucent || samples.multiplied;
        for (int x = 0; x < width; x++) {
            int from = x * samples.count;
            if (samples.colours == Colours.PALETTE) {
                System.arraycopy(samples.palette, 3 * values[from], rgb, 3 * x, 3);
                continue;
            }
            for (int i = 0; i < colours + (translucent ? 1 : 0); i++) {
                pixel[i] = (values[from + i] * 255 + most / 2) / most;
            }
            int opacity = translucent ? pixel[colours] : 255;
            for (int channel = 0; channel < 3; channel++) {
                int value = switch (samples.colours) {
                    case RGB -> pixel[channel];
                    case WHITE_IS_ZERO -> 255 - pixel[0];
                    case INKS -> ((255 - pixel[channel]) * (255 - pixel[3]) + 127) / 255;
                    default -> pixel[0];
                };
                rgb[3 * x + channel] = samples.multiplied
                        ? (byte) Math.min(255, value + 255 - opacity)
                        : dev.captioner.image.Samples.overWhite(value, opacity);
            }
        }
    }

    private void decodeJpegTiles(int band, int rows, RowSink sink) throws IOException {
        if ((long) width * segments.height > Shrinking.LARGE) {
            throw PhotoException.unsupported("a TIFF of such large tiles of JPEG");
        }
        byte[] rgb = new byte[3 * width * rows];
        for (int column = 0; column < segments.across; column++) {
            int at = 3 * column * segments.width;
            int length = Math.min(3 * segments.width, 3 * width - at);
            JpegRows tile = new JpegRows(rows, new RowSink() {
                private int y;

                @Override
                public void begin(int tileWidth, int tileHeight) {}

                @Override
                public void row(byte[] tileRow) {
                    System.arraycopy(tileRow, 0, rgb, 3 * width * y + at, length);
                    y++;
                }
            });
            decodeJpeg(band, column, rows, tile);
        }
        for (int y = 0; y < rows; y++) {
            sink.row(Arrays.copyOfRange(rgb, 3 * width * y, 3 * width * (y + 1)));
        }
    }

    /** Checks the structure of a strip or tile, which is a JPEG without the tables that all of them share, and decodes it. */
    private void decodeJpeg(int band, int column, int rows, JpegRows sink) throws IOException {
        int index = band * segments.across + column;
        EncodedJpeg jpeg = new JpegParser(withTables(start(index), end(index)), limits, jpegColours()).parse();
        if (jpeg.width() != segments.width || jpeg.height() < rows || jpeg.height() > segments.height) {
            throw new IOException("a part of its picture has " + jpeg.width() + " x " + jpeg.height() + " pixels");
        }
        ImageReader reader = Codecs.reader(PhotoFormat.JPEG);
        try (TimedImageStream input = new TimedImageStream(jpeg.bytes(), limits.time())) {
            reader.setInput(input, true, true);
            jpeg.decode(reader, sink);
        } finally {
            reader.dispose();
        }
        if (sink.left > 0) {
            throw new EOFException("its picture data ends early");
        }
    }

    private EncodedJpeg.Colours jpegColours() {
        return switch (samples.colours) {
            case YCBCR -> EncodedJpeg.Colours.YCBCR;
            case RGB -> EncodedJpeg.Colours.RGB;
            default -> EncodedJpeg.Colours.GREY;
        };
    }

    private byte[] withTables(int start, int end) {
        byte[] tables = segments.jpegTables;
        boolean closed = tables.length >= 2 && tables[tables.length - 1] == (byte) 0xD9;
        byte[] jpeg = Arrays.copyOf(tables, (closed ? tables.length - 2 : tables.length) + end - start);
        System.arraycopy(file, start, jpeg, jpeg.length - (end - start), end - start);
        return jpeg;
    }

    /** Hands the rows of a JPEG on that belong to the picture. */
    private final class JpegRows implements RowSink {
        private final RowSink sink;
        private int left;

        JpegRows(int rows, RowSink sink) {
            this.left = rows;
            this.sink = sink;
        }

        @Override
        public void begin(int jpegWidth, int jpegHeight) {}

        @Override
        public void row(byte[] rgb) {
            if (left > 0) {
                left--;
                if (samples.colours == Colours.WHITE_IS_ZERO) {
                    for (int i = 0; i < rgb.length; i++) {
                        rgb[i] = (byte) ~rgb[i];
                    }
                }
                sink.row(rgb);
            }
        }
    }
}
