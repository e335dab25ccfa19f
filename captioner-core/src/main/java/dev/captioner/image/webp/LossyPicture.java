package dev.captioner.image.webp;

import java.io.IOException;
import java.util.Arrays;

/**
 * Decodes the VP8 key frame of a lossy WebP (RFC 6386) row by row. Holds two rows of macroblocks, whatever the picture's height. The
 * pixels are those of libwebp: colours are interpolated between the chroma samples, and converted in its fixed-point arithmetic.
 */
public final class LossyPicture implements PictureRows {
    private static final int[] ZIGZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};
    /** Of coefficients; the last one only ends the loop. */
    private static final int[] BANDS = {0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0};
    /** Extra bits of large coefficients (13.2). */
    private static final int[][] EXTRA_BITS = {
        {173, 148, 140},
        {176, 155, 140, 135},
        {180, 157, 141, 134, 130},
        {254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}
    };
    /** The tree of the modes of 4 x 4 blocks (11.2): the index of the next pair, or a mode as its complement. */
    private static final int[] MODE_TREE = {
        ~Vp8Prediction.B_DC,
        2,
        ~Vp8Prediction.B_TRUE_MOTION,
        4,
        ~Vp8Prediction.B_VERTICAL,
        6,
        8,
        12,
        ~Vp8Prediction.B_HORIZONTAL,
        10,
        ~Vp8Prediction.B_RIGHT_DOWN,
        ~Vp8Prediction.B_VERTICAL_RIGHT,
        ~Vp8Prediction.B_LEFT_DOWN,
        14,
        ~Vp8Prediction.B_VERTICAL_LEFT,
        16,
        ~Vp8Prediction.B_HORIZONTAL_DOWN,
        ~Vp8Prediction.B_HORIZONTAL_UP
    };

    private static final int[] MODES_OF_WHOLE = {
        Vp8Prediction.B_DC, Vp8Prediction.B_VERTICAL, Vp8Prediction.B_HORIZONTAL, Vp8Prediction.B_TRUE_MOTION
    };

    private static final int BY_BLOCKS = -1;
    /** Types of blocks: luma without the first coefficient, the first coefficients, chroma, luma. */
    private static final int LUMA_REST = 0;

    private static final int FIRSTS = 1;
    private static final int CHROMA = 2;
    private static final int LUMA = 3;

    /** Of the array in which a macroblock is predicted, with the pixels above and to the left. */
    private static final int STRIDE = 32;

    private static final int START = STRIDE + 8;

    private final Vp8Frame frame;
    private final int[] modeProbabilities = Vp8Tables.modes();
    private final int columns;
    private final int rows;

    // Two rows of macroblocks, the earlier one above; before the chroma, one more row of samples.
    private final byte[] luma;
    private final byte[] blue;
    private final byte[] red;
    private final int lumaStride;
    private final int chromaStride;

    // The lowest row of pixels of the macroblocks above, before the loop filter.
    private final byte[] lumaAbove;
    private final byte[] blueAbove;
    private final byte[] redAbove;

    // What the macroblocks above and to the left tell about coming ones.
    private final int[] modesAbove;
    private final int[] modesLeft = new int[4];
    private final boolean[] filledAbove; // per macroblock: 4 luma, 2 + 2 chroma, first coefficients
    private final boolean[] filledLeft = new boolean[9];

    // The row of macroblocks at hand.
    private final Vp8Frame.FilterStrength[] strengths;
    private final boolean[] filtersInside;

    // The macroblock at hand.
    private final int[] coefficients = new int[25 * 16];
    private final boolean[] blockFilled = new boolean[25];
    private final int[] blockModes = new int[16];
    private final int[] lumaWork = new int[STRIDE * 17];
    private final int[] blueWork = new int[STRIDE * 9];
    private final int[] redWork = new int[STRIDE * 9];

    private int decoded;
    private int row;

    /**
     * Reads the header.
     *
     * @param data of which the frame is the part from {@code start} to {@code end}
     * @throws IOException when it is none
     */
    public LossyPicture(byte[] data, int start, int end) throws IOException {
        frame = new Vp8Frame(data, start, end);
        columns = (frame.width + 15) >> 4;
        rows = (frame.height + 15) >> 4;
        lumaStride = 16 * columns;
        chromaStride = 8 * columns;
        luma = new byte[lumaStride * 32];
        blue = new byte[chromaStride * 17];
        red = new byte[chromaStride * 17];
        lumaAbove = new byte[lumaStride];
        blueAbove = new byte[chromaStride];
        redAbove = new byte[chromaStride];
        modesAbove = new int[4 * columns];
        filledAbove = new boolean[9 * columns];
        strengths = new Vp8Frame.FilterStrength[columns];
        filtersInside = new boolean[columns];
    }

    @Override
    public int width() {
        return frame.width;
    }

    @Override
    public int height() {
        return frame.height;
    }

    @Override
    public void read(byte[] rgba) throws IOException {
        // Chroma is interpolated, and the next macroblocks smooth the edge: a row needs the macroblocks below its own.
        int needed = Math.min(rows, (row >> 4) + 2);
        while (decoded < needed) {
            decodeRow();
        }
        int shift = (decoded - 1 - (row >> 4)) * 16;
        toRgb(16 - shift + (row & 15), 9 - shift / 2 + ((row & 15) >> 1), rgba);
        row++;
    }

    private void toRgb(int lumaRow, int chromaRow, byte[] rgba) {
        boolean odd = (row & 1) == 1;
        boolean alone = row == 0 || (odd && row == frame.height - 1);
        int near = chromaRow * chromaStride;
        int far = alone ? near : odd ? near + chromaStride : near - chromaStride;
        int y = lumaRow * lumaStride;
        int last = ((frame.width + 1) >> 1) - 1;
        for (int x = 0; x < frame.width; x++) {
            // The chroma sample that covers the pixel, and the one on the pixel's other side.
            int here = x >> 1;
            int beside = (x & 1) == 1 ? Math.min(here + 1, last) : Math.max(here - 1, 0);
            boolean edge = here == beside;
            int u = edge ? twoSamples(blue, near + here, far + here) : chroma(blue, near, far, here, beside);
            int v = edge ? twoSamples(red, near + here, far + here) : chroma(red, near, far, here, beside);
            int bright = ((luma[y + x] & 0xFF) * 19_077) >> 8;
            rgba[4 * x] = fromFixed(bright + ((v * 26_149) >> 8) - 14_234);
            rgba[4 * x + 1] = fromFixed(bright - ((u * 6_419) >> 8) - ((v * 13_320) >> 8) + 8_708);
            rgba[4 * x + 2] = fromFixed(bright + ((u * 33_050) >> 8) - 17_685);
            rgba[4 * x + 3] = (byte) 255;
        }
    }

    private static int twoSamples(byte[] plane, int near, int far) {
        return (3 * (plane[near] & 0xFF) + (plane[far] & 0xFF) + 2) >> 2;
    }

    /** Nine parts of the nearest sample, three of each beside it and one across, rounded as libwebp rounds. */
    private static int chroma(byte[] plane, int near, int far, int here, int beside) {
        int nearest = plane[near + here] & 0xFF;
        int nearBeside = plane[near + beside] & 0xFF;
        int farHere = plane[far + here] & 0xFF;
        int across = plane[far + beside] & 0xFF;
        int diagonal = (nearest + nearBeside + farHere + across + 8 + 2 * (nearBeside + farHere)) >> 3;
        return (diagonal + nearest) >> 1;
    }

    private static byte fromFixed(int value) {
        return (byte) Math.max(0, Math.min(255, value >> 6));
    }

    private void decodeRow() throws IOException {
        System.arraycopy(luma, lumaStride * 16, luma, 0, lumaStride * 16);
        System.arraycopy(blue, chromaStride * 8, blue, 0, chromaStride * 9);
        System.arraycopy(red, chromaStride * 8, red, 0, chromaStride * 9);
        Arrays.fill(filledLeft, false);
        Arrays.fill(modesLeft, Vp8Prediction.B_DC);
        BoolDecoder partition = frame.partitions[decoded % frame.partitions.length];
        for (int column = 0; column < columns; column++) {
            macroblock(column, partition);
        }
        frame.modes.checkEnd();
        for (int column = 0; column < columns; column++) {
            filter(column);
        }
        decoded++;
    }

    private void macroblock(int column, BoolDecoder partition) throws IOException {
        BoolDecoder bits = frame.modes;
        int segment = 0;
        if (frame.statesSegments) {
            int[] probabilities = frame.segmentProbabilities;
            segment = bits.bit(probabilities[0]) == 0 ? bits.bit(probabilities[1]) : 2 + bits.bit(probabilities[2]);
        }
        boolean empty = frame.statesEmptiness && bits.bit(frame.filledProbability) == 1;
        int mode = lumaMode(column);
        int chromaMode = bits.bit(142) == 0
                ? Vp8Prediction.DC
                : bits.bit(114) == 0
                        ? Vp8Prediction.VERTICAL
                        : bits.bit(183) == 0 ? Vp8Prediction.HORIZONTAL : Vp8Prediction.TRUE_MOTION;

        Arrays.fill(blockFilled, false);
        boolean filled = false;
        if (empty) {
            markEmpty(column, mode != BY_BLOCKS);
        } else {
            Arrays.fill(coefficients, 0);
            filled = coefficients(column, partition, mode != BY_BLOCKS, frame.steps[segment]);
            partition.checkEnd();
        }
        strengths[column] = frame.filter[segment][mode == BY_BLOCKS ? 1 : 0];
        filtersInside[column] = filled || mode == BY_BLOCKS;

        predictLuma(column, mode);
        predictChroma(column, chromaMode, blueWork, blue, blueAbove, 16);
        predictChroma(column, chromaMode, redWork, red, redAbove, 20);
    }

    /** The mode of the macroblock's luma; {@link #BY_BLOCKS} when its blocks have modes of their own. */
    private int lumaMode(int column) {
        BoolDecoder bits = frame.modes;
        if (bits.bit(145) == 1) {
            int mode = bits.bit(156) == 1
                    ? bits.bit(128) == 1 ? Vp8Prediction.TRUE_MOTION : Vp8Prediction.HORIZONTAL
                    : bits.bit(163) == 1 ? Vp8Prediction.VERTICAL : Vp8Prediction.DC;
            Arrays.fill(modesAbove, 4 * column, 4 * column + 4, MODES_OF_WHOLE[mode]);
            Arrays.fill(modesLeft, MODES_OF_WHOLE[mode]);
            return mode;
        }
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                int probabilities = 9 * (10 * modesAbove[4 * column + x] + modesLeft[y]);
                int node = 0;
                do {
                    node = MODE_TREE[node + bits.bit(modeProbabilities[probabilities + (node >> 1)])];
                } while (node >= 0);
                blockModes[4 * y + x] = ~node;
                modesAbove[4 * column + x] = ~node;
                modesLeft[y] = ~node;
            }
        }
        return BY_BLOCKS;
    }

    private void markEmpty(int column, boolean hasFirsts) {
        int above = 9 * column;
        Arrays.fill(filledAbove, above, above + 8, false);
        Arrays.fill(filledLeft, 0, 8, false);
        if (hasFirsts) {
            filledAbove[above + 8] = false;
            filledLeft[8] = false;
        }
    }

    /** Reads the coefficients of a macroblock; whether it has any. */
    private boolean coefficients(int column, BoolDecoder bits, boolean hasFirsts, Vp8Frame.Steps steps) {
        int above = 9 * column;
        boolean any = false;
        int start = 0;
        if (hasFirsts) {
            int context = count(filledAbove[above + 8], filledLeft[8]);
            int end = block(bits, FIRSTS, context, 0, 24, steps.y2Dc(), steps.y2Ac());
            filledAbove[above + 8] = end > 0;
            filledLeft[8] = end > 0;
            if (end > 0) {
                Vp8Transforms.walshHadamard(Arrays.copyOfRange(coefficients, 24 * 16, 25 * 16), coefficients);
            }
            start = 1;
        }
        for (int i = 0; i < 16; i++) {
            int x = above + (i & 3);
            int y = i >> 2;
            int context = count(filledAbove[x], filledLeft[y]);
            int end = block(bits, hasFirsts ? LUMA_REST : LUMA, context, start, i, steps.y1Dc(), steps.y1Ac());
            filledAbove[x] = end > start;
            filledLeft[y] = end > start;
            blockFilled[i] = end > 1 || coefficients[16 * i] != 0;
            any |= blockFilled[i];
        }
        for (int i = 16; i < 24; i++) {
            int plane = i < 20 ? 4 : 6;
            int x = above + plane + (i & 1);
            int y = plane + (i >> 1 & 1);
            int context = count(filledAbove[x], filledLeft[y]);
            int end = block(bits, CHROMA, context, 0, i, steps.uvDc(), steps.uvAc());
            filledAbove[x] = end > 0;
            filledLeft[y] = end > 0;
            blockFilled[i] = end > 1 || coefficients[16 * i] != 0;
            any |= blockFilled[i];
        }
        return any;
    }

    private static int count(boolean first, boolean second) {
        return (first ? 1 : 0) + (second ? 1 : 0);
    }

    /** Reads the coefficients of a block (13); the number of its places up to the last one read. */
    private int block(BoolDecoder bits, int type, int context, int start, int block, int dcStep, int acStep) {
        int[] probabilities = frame.coefficientProbabilities;
        int node = node(type, start, context);
        for (int i = start; i < 16; i++) {
            if (bits.bit(probabilities[node]) == 0) {
                return i;
            }
            while (bits.bit(probabilities[node + 1]) == 0) {
                i++;
                if (i == 16) {
                    return 16;
                }
                node = node(type, i, 0);
            }
            int value = 1;
            if (bits.bit(probabilities[node + 2]) == 1) {
                value = largeValue(bits, node);
            }
            node = node(type, i + 1, value == 1 ? 1 : 2);
            int step = i == 0 ? dcStep : acStep;
            coefficients[16 * block + ZIGZAG[i]] = bits.flag() ? -value * step : value * step;
        }
        return 16;
    }

    private static int node(int type, int place, int context) {
        return ((type * Vp8Tables.BANDS + BANDS[place]) * Vp8Tables.CONTEXTS + context) * Vp8Tables.NODES;
    }

    private int largeValue(BoolDecoder bits, int node) {
        int[] probabilities = frame.coefficientProbabilities;
        if (bits.bit(probabilities[node + 3]) == 0) {
            return bits.bit(probabilities[node + 4]) == 0 ? 2 : 3 + bits.bit(probabilities[node + 5]);
        }
        if (bits.bit(probabilities[node + 6]) == 0) {
            if (bits.bit(probabilities[node + 7]) == 0) {
                return 5 + bits.bit(159);
            }
            int high = bits.bit(165);
            return 7 + 2 * high + bits.bit(145);
        }
        int high = bits.bit(probabilities[node + 8]);
        int category = 2 * high + bits.bit(probabilities[node + 9 + high]);
        int value = 0;
        for (int probability : EXTRA_BITS[category]) {
            value = 2 * value + bits.bit(probability);
        }
        return value + 3 + (8 << category);
    }

    private void predictLuma(int column, int mode) {
        surround(lumaWork, luma, 16 * lumaStride + 16 * column, lumaStride, lumaAbove, 16, column);
        if (mode == BY_BLOCKS) {
            // The blocks of the right edge see the pixels above the next macroblock, in every row.
            for (int i = 0; i < 4; i++) {
                int next = 16 * column + 16 + i;
                int pixel = decoded == 0
                        ? 127
                        : column < columns - 1 ? lumaAbove[next] & 0xFF : lumaAbove[16 * column + 15] & 0xFF;
                for (int y = 0; y < 16; y += 4) {
                    lumaWork[8 + 16 + i + y * STRIDE] = pixel;
                }
            }
        } else {
            Vp8Prediction.whole(mode, 16, lumaWork, START, STRIDE, decoded > 0, column > 0);
        }
        for (int i = 0; i < 16; i++) {
            int at = START + 4 * (i >> 2) * STRIDE + 4 * (i & 3);
            if (mode == BY_BLOCKS) {
                Vp8Prediction.block(blockModes[i], lumaWork, at, STRIDE);
            }
            if (blockFilled[i]) {
                Vp8Transforms.addCosine(coefficients, 16 * i, lumaWork, at, STRIDE);
            }
        }
        store(lumaWork, luma, 16 * lumaStride + 16 * column, lumaStride, lumaAbove, 16, column);
    }

    private void predictChroma(int column, int mode, int[] work, byte[] plane, byte[] above, int block) {
        surround(work, plane, 9 * chromaStride + 8 * column, chromaStride, above, 8, column);
        Vp8Prediction.whole(mode, 8, work, START, STRIDE, decoded > 0, column > 0);
        for (int i = 0; i < 4; i++) {
            if (blockFilled[block + i]) {
                int at = START + 4 * (i >> 1) * STRIDE + 4 * (i & 1);
                Vp8Transforms.addCosine(coefficients, 16 * (block + i), work, at, STRIDE);
            }
        }
        store(work, plane, 9 * chromaStride + 8 * column, chromaStride, above, 8, column);
    }

    /** Puts the pixels above and to the left around a macroblock; beyond the picture they are 127 above and 129 to the left. */
    private void surround(int[] work, byte[] plane, int at, int stride, byte[] above, int size, int column) {
        // The corner is still in the work array: the last pixel above the macroblock before this one.
        int corner = work[START - STRIDE + size - 1];
        work[START - STRIDE - 1] = decoded == 0 ? 127 : column == 0 ? 129 : corner;
        for (int i = 0; i < size; i++) {
            work[START - STRIDE + i] = decoded == 0 ? 127 : above[size * column + i] & 0xFF;
            work[START + i * STRIDE - 1] = column == 0 ? 129 : plane[at + i * stride - 1] & 0xFF;
        }
    }

    private static void store(int[] work, byte[] plane, int at, int stride, byte[] above, int size, int column) {
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                plane[at + y * stride + x] = (byte) work[START + y * STRIDE + x];
            }
        }
        System.arraycopy(plane, at + (size - 1) * stride, above, size * column, size);
    }

    private void filter(int column) {
        Vp8Frame.FilterStrength strength = strengths[column];
        int limit = strength.edge();
        if (limit == 0) {
            return;
        }
        boolean inside = filtersInside[column];
        int y = 16 * lumaStride + 16 * column;
        int uv = 9 * chromaStride + 8 * column;
        if (frame.simpleFilter) {
            if (column > 0) {
                Vp8LoopFilter.simple(luma, y, 1, lumaStride, 16, limit + 4);
            }
            for (int i = 4; inside && i < 16; i += 4) {
                Vp8LoopFilter.simple(luma, y + i, 1, lumaStride, 16, limit);
            }
            if (decoded > 0) {
                Vp8LoopFilter.simple(luma, y, lumaStride, 1, 16, limit + 4);
            }
            for (int i = 4; inside && i < 16; i += 4) {
                Vp8LoopFilter.simple(luma, y + i * lumaStride, lumaStride, 1, 16, limit);
            }
            return;
        }
        if (column > 0) {
            Vp8LoopFilter.outer(luma, y, 1, lumaStride, 16, limit + 4, strength);
            Vp8LoopFilter.outer(blue, uv, 1, chromaStride, 8, limit + 4, strength);
            Vp8LoopFilter.outer(red, uv, 1, chromaStride, 8, limit + 4, strength);
        }
        if (inside) {
            for (int i = 4; i < 16; i += 4) {
                Vp8LoopFilter.inner(luma, y + i, 1, lumaStride, 16, limit, strength);
            }
            Vp8LoopFilter.inner(blue, uv + 4, 1, chromaStride, 8, limit, strength);
            Vp8LoopFilter.inner(red, uv + 4, 1, chromaStride, 8, limit, strength);
        }
        if (decoded > 0) {
            Vp8LoopFilter.outer(luma, y, lumaStride, 1, 16, limit + 4, strength);
            Vp8LoopFilter.outer(blue, uv, chromaStride, 1, 8, limit + 4, strength);
            Vp8LoopFilter.outer(red, uv, chromaStride, 1, 8, limit + 4, strength);
        }
        if (inside) {
            for (int i = 4; i < 16; i += 4) {
                Vp8LoopFilter.inner(luma, y + i * lumaStride, lumaStride, 1, 16, limit, strength);
            }
            Vp8LoopFilter.inner(blue, uv + 4 * chromaStride, chromaStride, 1, 8, limit, strength);
            Vp8LoopFilter.inner(red, uv + 4 * chromaStride, chromaStride, 1, 8, limit, strength);
        }
    }
}
