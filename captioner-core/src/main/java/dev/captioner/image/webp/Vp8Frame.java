package dev.captioner.image.webp;

import java.io.EOFException;
import java.io.IOException;

/** The header of a VP8 key frame (RFC 6386, 9) and the arithmetic decoders of its partitions. */
final class Vp8Frame {
    private static final int HEADER = 10;
    private static final int START_CODE = 0x9D012A;
    private static final int SEGMENTS = 4;
    private static final int LAST_STEP = 127;
    private static final int LAST_CHROMA_DC_STEP = 117;

    final int width;
    final int height;

    /** Modes of the macroblocks. */
    final BoolDecoder modes;
    /** Coefficients; row {@code y} of macroblocks is in partition {@code y % partitions.length}. */
    final BoolDecoder[] partitions;

    final boolean simpleFilter;
    /** The strength of the loop filter by segment, of macroblocks predicted as a whole and of those predicted in parts. */
    final FilterStrength[][] filter = new FilterStrength[SEGMENTS][2];

    /** Quantisation steps by segment. */
    final Steps[] steps = new Steps[SEGMENTS];

    /** Whether each macroblock states its segment, by these probabilities. */
    final boolean statesSegments;

    final int[] segmentProbabilities = {255, 255, 255};
    final int[] coefficientProbabilities = Vp8Tables.coefficients();
    /** Whether each macroblock states whether it has coefficients. */
    final boolean statesEmptiness;
    /** The probability that it has. */
    final int filledProbability;

    /**
     * Steps of the first coefficient and the others.
     *
     * @param y1Dc of luma blocks
     * @param y2Dc of the block of the luma blocks' first coefficients
     * @param uvDc of chroma blocks
     */
    record Steps(int y1Dc, int y1Ac, int y2Dc, int y2Ac, int uvDc, int uvAc) {}

    /**
     * Limits of the loop filter (RFC 6386, 15).
     *
     * @param edge difference across an edge, at most; 0 turns the filter off
     * @param interior difference beside an edge, at most
     * @param highVariance the threshold from which on fewer pixels are changed
     */
    record FilterStrength(int edge, int interior, int highVariance) {
        static FilterStrength of(int level, int sharpness) {
            if (level == 0) {
                return new FilterStrength(0, 0, 0);
            }
            int interior = level;
            if (sharpness > 0) {
                interior = Math.min(interior >> (sharpness > 4 ? 2 : 1), 9 - sharpness);
            }
            interior = Math.max(interior, 1);
            return new FilterStrength(2 * level + interior, interior, level >= 40 ? 2 : level >= 15 ? 1 : 0);
        }
    }

    Vp8Frame(byte[] data, int start, int end) throws IOException {
        if (end - start < HEADER) {
            throw new EOFException("its picture data ends early");
        }
        int tag = (data[start] & 0xFF) | (data[start + 1] & 0xFF) << 8 | (data[start + 2] & 0xFF) << 16;
        int code = (data[start + 3] & 0xFF) << 16 | (data[start + 4] & 0xFF) << 8 | (data[start + 5] & 0xFF);
        boolean keyFrame = (tag & 1) == 0;
        boolean shown = (tag >> 4 & 1) == 1;
        if (!keyFrame || !shown || (tag >> 1 & 7) > 3 || code != START_CODE) {
            throw new IOException("its picture is no VP8 key frame");
        }
        width = ((data[start + 6] & 0xFF) | (data[start + 7] & 0xFF) << 8) & 0x3FFF;
        height = ((data[start + 8] & 0xFF) | (data[start + 9] & 0xFF) << 8) & 0x3FFF;
        int partition = tag >> 5;
        int first = start + HEADER;
        if (partition > end - first) {
            throw new EOFException("its picture data ends early");
        }
        modes = new BoolDecoder(data, first, first + partition);
        modes.number(2); // colour space and clamping: decoders ignore both

        boolean segmented = modes.flag();
        boolean map = false;
        boolean absolute = false;
        int[] quantisers = new int[SEGMENTS];
        int[] levels = new int[SEGMENTS];
        if (segmented) {
            map = modes.flag();
            if (modes.flag()) {
                absolute = modes.flag();
                for (int i = 0; i < SEGMENTS; i++) {
                    quantisers[i] = modes.optionalSigned(7);
                }
                for (int i = 0; i < SEGMENTS; i++) {
                    levels[i] = modes.optionalSigned(6);
                }
            }
            for (int i = 0; map && i < segmentProbabilities.length; i++) {
                segmentProbabilities[i] = modes.flag() ? modes.number(8) : 255;
            }
        }
        statesSegments = map;

        simpleFilter = modes.flag();
        int level = modes.number(6);
        int sharpness = modes.number(3);
        int wholeDelta = 0;
        int partsDelta = 0;
        boolean adjusts = modes.flag();
        if (adjusts && modes.flag()) {
            int[] deltas = new int[8];
            for (int i = 0; i < deltas.length; i++) {
                deltas[i] = modes.optionalSigned(6);
            }
            wholeDelta = deltas[0];
            partsDelta = deltas[4];
        }
        for (int segment = 0; segment < SEGMENTS; segment++) {
            int base = !segmented ? level : absolute ? levels[segment] : level + levels[segment];
            boolean off = level == 0;
            filter[segment][0] = FilterStrength.of(off ? 0 : clip(base + wholeDelta, 63), sharpness);
            filter[segment][1] = FilterStrength.of(off ? 0 : clip(base + wholeDelta + partsDelta, 63), sharpness);
        }

        partitions = partitions(data, first + partition, end);
        steps(segmented, absolute, quantisers);
        modes.flag(); // whether the probabilities hold for later frames
        int[] updates = Vp8Tables.updates();
        for (int i = 0; i < updates.length; i++) {
            if (modes.bit(updates[i]) == 1) {
                coefficientProbabilities[i] = modes.number(8);
            }
        }
        statesEmptiness = modes.flag();
        filledProbability = statesEmptiness ? modes.number(8) : 255;
        modes.checkEnd();
    }

    private BoolDecoder[] partitions(byte[] data, int start, int end) throws IOException {
        BoolDecoder[] decoders = new BoolDecoder[1 << modes.number(2)];
        int sizes = start;
        int at = start + 3 * (decoders.length - 1);
        if (at >= end) {
            throw new EOFException("its picture data ends early");
        }
        for (int i = 0; i < decoders.length; i++, sizes += 3) {
            int size = i == decoders.length - 1
                    ? end - at
                    : (data[sizes] & 0xFF) | (data[sizes + 1] & 0xFF) << 8 | (data[sizes + 2] & 0xFF) << 16;
            int stop = Math.min(end, at + size);
            decoders[i] = new BoolDecoder(data, at, stop);
            at = stop;
        }
        return decoders;
    }

    private void steps(boolean segmented, boolean absolute, int[] quantisers) {
        int base = modes.number(7);
        int y1Dc = modes.optionalSigned(4);
        int y2Dc = modes.optionalSigned(4);
        int y2Ac = modes.optionalSigned(4);
        int uvDc = modes.optionalSigned(4);
        int uvAc = modes.optionalSigned(4);
        for (int i = 0; i < SEGMENTS; i++) {
            int index = !segmented ? base : absolute ? quantisers[i] : base + quantisers[i];
            steps[i] = new Steps(
                    Vp8Tables.DC_STEPS[clip(index + y1Dc, LAST_STEP)],
                    Vp8Tables.AC_STEPS[clip(index, LAST_STEP)],
                    2 * Vp8Tables.DC_STEPS[clip(index + y2Dc, LAST_STEP)],
                    Math.max(8, Vp8Tables.AC_STEPS[clip(index + y2Ac, LAST_STEP)] * 155 / 100),
                    Vp8Tables.DC_STEPS[clip(index + uvDc, LAST_CHROMA_DC_STEP)],
                    Vp8Tables.AC_STEPS[clip(index + uvAc, LAST_STEP)]);
        }
    }

    private static int clip(int value, int most) {
        return Math.max(0, Math.min(most, value));
    }
}
