package dev.captioner.image.webp;

import java.io.IOException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one entropy-coded image of VP8L (WebP lossless bitstream specification, 5 and 6) row by row. Holds the window that a copy can
 * reach back to, not the whole image.
 */
final class LosslessCode {
    private static final int LITERALS = 256;
    private static final int LENGTHS = 24;
    private static final int DISTANCES = 40;
    /** A copy cannot reach further back. */
    private static final int LARGEST_WINDOW = 1 << 20;
    /** Of all codes together, at most: 64 MB. Encoders make some thousand codes of some hundred entries each. */
    private static final int MOST_TABLE_ENTRIES = 1 << 24;

    private static final int CACHE_MULTIPLIER = 0x1E35A7BD;
    private static final int LONGEST_CACHE_BITS = 11;

    /** The pixels that short distance codes stand for (5.2.2): rows up in the higher four bits, 8 less columns left in the lower ones. */
    private static final byte[] NEARBY = HexFormat.of().parseHex("""
                    1807171928062729161a262a38053739151b363a252b48044749141c353b464a242c58454b343c03
                    5759131d565a232d444c555b333d68026769121e666a222e545c434d656b323e78017779535d111f
                    646c424e767a212f757b313f636d525e00747c414f1020626e30737d515f40727e616f50717f6070
                    """.replace("\n", ""));

    private final LeastFirstBits bits;
    private final int width;
    private final long pixels;

    private final int cacheBits;
    private final int[] cache;

    private final Group[] groups;
    /** Group of each block of pixels; null when there is one group. */
    private final int @Nullable [] groupOfBlock;

    private final int blockBits;
    private final int blocksAcross;

    private final int[] window;
    private long position;
    private int copyLeft;
    private int copyDistance;

    /** The five codes of a block of pixels. */
    private record Group(PrefixCode green, PrefixCode red, PrefixCode blue, PrefixCode alpha, PrefixCode distance) {}

    /**
     * Reads the codes.
     *
     * @param main whether this is the picture itself, not data for it
     */
    LosslessCode(LeastFirstBits bits, int width, int height, boolean main) throws IOException {
        this.bits = bits;
        this.width = width;
        this.pixels = (long) width * height;
        cacheBits = bits.flag() ? bits.number(4) : 0;
        if (cacheBits > LONGEST_CACHE_BITS) {
            throw new IOException("its colour cache is too large");
        }
        cache = new int[1 << cacheBits];
        int count = 1;
        if (main && bits.flag()) {
            blockBits = 2 + bits.number(3);
            blocksAcross = blocks(width, blockBits);
            groupOfBlock = image(bits, blocksAcross, blocks(height, blockBits));
            for (int i = 0; i < groupOfBlock.length; i++) {
                groupOfBlock[i] = groupOfBlock[i] >>> 8 & 0xFFFF;
                count = Math.max(count, groupOfBlock[i] + 1);
            }
        } else {
            blockBits = 0;
            blocksAcross = 0;
            groupOfBlock = null;
        }
        groups = new Group[count];
        int entries = 0;
        for (int i = 0; i < count; i++) {
            int symbols = LITERALS + LENGTHS + (cacheBits > 0 ? 1 << cacheBits : 0);
            groups[i] = new Group(
                    PrefixCode.read(bits, symbols),
                    PrefixCode.read(bits, LITERALS),
                    PrefixCode.read(bits, LITERALS),
                    PrefixCode.read(bits, LITERALS),
                    PrefixCode.read(bits, DISTANCES));
            entries += groups[i].green.size() + groups[i].red.size() + groups[i].blue.size();
            entries += groups[i].alpha.size() + groups[i].distance.size();
            if (entries > MOST_TABLE_ENTRIES) {
                throw new IOException("it has too many codes");
            }
        }
        window = new int[Integer.highestOneBit((int) Math.min(LARGEST_WINDOW, Math.max(1, 2 * pixels - 1)))];
    }

    /** A whole image of data. */
    static int[] image(LeastFirstBits bits, int width, int height) throws IOException {
        LosslessCode code = new LosslessCode(bits, width, height, false);
        int[] image = new int[width * height];
        for (int y = 0; y < height; y++) {
            code.read(image, y * width);
        }
        return image;
    }

    /** The number of blocks of {@code 1 << bits} pixels. */
    static int blocks(int pixels, int bits) {
        return (pixels + (1 << bits) - 1) >> bits;
    }

    /** Decodes the next row, as ARGB. */
    void read(int[] argb, int at) throws IOException {
        int y = (int) (position / width);
        int mask = (1 << blockBits) - 1;
        Group group = groups[0];
        boolean changes = groupOfBlock != null;
        for (int x = 0; x < width; x++) {
            int pixel;
            if (copyLeft > 0) {
                pixel = window[(int) (position - copyDistance) & window.length - 1];
                copyLeft--;
                changes = groupOfBlock != null;
            } else {
                if (groupOfBlock != null && (changes || (x & mask) == 0)) {
                    group = groups[groupOfBlock[(y >> blockBits) * blocksAcross + (x >> blockBits)]];
                    changes = false;
                }
                int symbol = group.green.next(bits);
                if (symbol < LITERALS) {
                    int red = group.red.next(bits);
                    int blue = group.blue.next(bits);
                    pixel = group.alpha.next(bits) << 24 | red << 16 | symbol << 8 | blue;
                } else if (symbol < LITERALS + LENGTHS) {
                    startCopy(number(symbol - LITERALS), number(group.distance.next(bits)));
                    x--;
                    continue;
                } else {
                    pixel = cache[symbol - LITERALS - LENGTHS];
                }
            }
            argb[at + x] = pixel;
            window[(int) position & window.length - 1] = pixel;
            position++;
            if (cacheBits > 0) {
                cache[(CACHE_MULTIPLIER * pixel) >>> (32 - cacheBits)] = pixel;
            }
        }
    }

    private void startCopy(int length, int code) throws IOException {
        int distance = code - NEARBY.length;
        if (code <= NEARBY.length) {
            int nearby = NEARBY[code - 1];
            distance = Math.max(1, (nearby >> 4) * width + 8 - (nearby & 0xF));
        }
        if (distance > position || length > pixels - position) {
            throw new IOException("its picture data refers to pixels outside of it");
        }
        copyLeft = length;
        copyDistance = distance;
    }

    /** A length or distance (5.2.2): a prefix and the bits that it announces. */
    private int number(int prefix) throws IOException {
        if (prefix < 4) {
            return prefix + 1;
        }
        int extra = (prefix - 2) >> 1;
        return ((2 + (prefix & 1)) << extra) + bits.number(extra) + 1;
    }
}
