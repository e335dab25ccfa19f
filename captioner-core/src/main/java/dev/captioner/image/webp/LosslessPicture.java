package dev.captioner.image.webp;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Decodes the VP8L image of a lossless WebP (WebP lossless bitstream specification) row by row. */
public final class LosslessPicture implements PictureRows {
    private static final int SIGNATURE = 0x2F;
    private static final int HEADER = 5;

    private final int width;
    private final int height;
    private final boolean translucent;
    /** In the order in which they are undone. */
    private final List<LosslessTransform> transforms = new ArrayList<>();

    private final LosslessCode code;
    private final int[] row;

    /**
     * Reads the header, the transforms and the codes.
     *
     * @param data of which the image is the part from {@code start} to {@code end}
     * @throws IOException when it is none
     */
    public LosslessPicture(byte[] data, int start, int end) throws IOException {
        this(data, start, end, Header.read(data, start, end));
    }

    private LosslessPicture(byte[] data, int start, int end, Header header) throws IOException {
        this(new LeastFirstBits(data, start + HEADER, end), header.width, header.height, header.translucent);
    }

    /** An image without a header. */
    LosslessPicture(LeastFirstBits bits, int width, int height, boolean translucent) throws IOException {
        this.width = width;
        this.height = height;
        this.translucent = translucent;
        int packedWidth = width;
        int seen = 0;
        while (bits.flag()) {
            int type = bits.number(2);
            if ((seen >> type & 1) == 1) {
                throw new IOException("it has the same transform twice");
            }
            seen |= 1 << type;
            LosslessTransform transform = transform(type, bits, packedWidth, height);
            if (transform instanceof LosslessTransform.Palette palette) {
                packedWidth = LosslessCode.blocks(packedWidth, palette.packing());
            }
            transforms.add(0, transform);
        }
        code = new LosslessCode(bits, packedWidth, height, true);
        row = new int[width];
    }

    private static LosslessTransform transform(int type, LeastFirstBits bits, int width, int height)
            throws IOException {
        if (type == 2) {
            return new LosslessTransform.SubtractGreen();
        }
        if (type == 3) {
            return LosslessTransform.Palette.read(bits);
        }
        int blockBits = 2 + bits.number(3);
        int[] blocks =
                LosslessCode.image(bits, LosslessCode.blocks(width, blockBits), LosslessCode.blocks(height, blockBits));
        return type == 0
                ? new LosslessTransform.Predictor(blocks, blockBits, width)
                : new LosslessTransform.CrossColour(blocks, blockBits, width);
    }

    private record Header(int width, int height, boolean translucent) {
        static Header read(byte[] data, int start, int end) throws IOException {
            if (end - start < HEADER) {
                throw new EOFException("its picture data ends early");
            }
            LeastFirstBits bits = new LeastFirstBits(data, start, end);
            int signature = bits.number(8);
            Header header = new Header(bits.number(14) + 1, bits.number(14) + 1, bits.flag());
            if (signature != SIGNATURE || bits.number(3) != 0) {
                throw new IOException("its picture is no VP8L image");
            }
            return header;
        }
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public void read(byte[] rgba) throws IOException {
        readArgb();
        for (int x = 0; x < width; x++) {
            rgba[4 * x] = (byte) (row[x] >> 16);
            rgba[4 * x + 1] = (byte) (row[x] >> 8);
            rgba[4 * x + 2] = (byte) row[x];
            rgba[4 * x + 3] = translucent ? (byte) (row[x] >> 24) : (byte) 255;
        }
    }

    /** The next row as ARGB, valid until the next call. */
    int[] readArgb() throws IOException {
        code.read(row, 0);
        for (LosslessTransform transform : transforms) {
            transform.undo(row);
        }
        return row;
    }
}
