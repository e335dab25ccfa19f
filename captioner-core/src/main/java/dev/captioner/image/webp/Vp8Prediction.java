package dev.captioner.image.webp;

/**
 * The predictions of VP8 (RFC 6386, 12) from the pixels above and to the left, which lie in the same array: those above a block one
 * stride before it, those to its left one place before its rows.
 */
final class Vp8Prediction {
    /** Modes of whole macroblocks. */
    static final int DC = 0;

    static final int VERTICAL = 1;
    static final int HORIZONTAL = 2;
    static final int TRUE_MOTION = 3;

    /** Modes of 4 x 4 blocks, in the order of the RFC. */
    static final int B_DC = 0;

    static final int B_TRUE_MOTION = 1;
    static final int B_VERTICAL = 2;
    static final int B_HORIZONTAL = 3;
    static final int B_LEFT_DOWN = 4;
    static final int B_RIGHT_DOWN = 5;
    static final int B_VERTICAL_RIGHT = 6;
    static final int B_VERTICAL_LEFT = 7;
    static final int B_HORIZONTAL_DOWN = 8;
    static final int B_HORIZONTAL_UP = 9;

    private Vp8Prediction() {}

    /**
     * Predicts a square as a whole.
     *
     * @param size of a side
     * @param above whether there are pixels of the picture above, which a mean is to include
     * @param left the same to the left
     */
    static void whole(int mode, int size, int[] pixels, int at, int stride, boolean above, boolean left) {
        switch (mode) {
            case DC -> fill(pixels, at, stride, size, mean(size, pixels, at, stride, above, left));
            case VERTICAL -> {
                for (int y = 0; y < size; y++) {
                    System.arraycopy(pixels, at - stride, pixels, at + y * stride, size);
                }
            }
            case HORIZONTAL -> {
                for (int y = 0, row = at; y < size; y++, row += stride) {
                    java.util.Arrays.fill(pixels, row, row + size, pixels[row - 1]);
                }
            }
            default -> trueMotion(pixels, at, stride, size);
        }
    }

    private static int mean(int size, int[] pixels, int at, int stride, boolean above, boolean left) {
        if (!above && !left) {
            return 128;
        }
        int sum = 0;
        for (int i = 0; i < size; i++) {
            sum += (above ? pixels[at - stride + i] : 0) + (left ? pixels[at + i * stride - 1] : 0);
        }
        int count = above && left ? 2 * size : size;
        return (sum + count / 2) / count;
    }

    private static void fill(int[] pixels, int at, int stride, int size, int value) {
        for (int y = 0, row = at; y < size; y++, row += stride) {
            java.util.Arrays.fill(pixels, row, row + size, value);
        }
    }

    private static void trueMotion(int[] pixels, int at, int stride, int size) {
        int corner = pixels[at - stride - 1];
        for (int y = 0, row = at; y < size; y++, row += stride) {
            int difference = pixels[row - 1] - corner;
            for (int x = 0; x < size; x++) {
                pixels[row + x] = Vp8Transforms.clip(pixels[at - stride + x] + difference);
            }
        }
    }

    /** Predicts a 4 x 4 block, also from the four pixels above to its right. */
    static void block(int mode, int[] pixels, int at, int stride) {
        // From the lowest pixel to the left, over the corner, to the last one above.
        int[] e = new int[13];
        for (int i = 0; i < 4; i++) {
            e[i] = pixels[at + (3 - i) * stride - 1];
        }
        System.arraycopy(pixels, at - stride - 1, e, 4, 9);
        switch (mode) {
            case B_DC -> {
                int sum = 4;
                for (int i = 0; i < 4; i++) {
                    sum += e[i] + e[5 + i];
                }
                fill(pixels, at, stride, 4, sum >> 3);
            }
            case B_TRUE_MOTION -> trueMotion(pixels, at, stride, 4);
            case B_VERTICAL -> {
                for (int x = 0; x < 4; x++) {
                    int value = three(e, 4 + x);
                    for (int y = 0; y < 4; y++) {
                        pixels[at + y * stride + x] = value;
                    }
                }
            }
            case B_HORIZONTAL -> {
                for (int y = 0; y < 4; y++) {
                    int value = y < 3 ? three(e, 2 - y) : (e[1] + 3 * e[0] + 2) >> 2;
                    java.util.Arrays.fill(pixels, at + y * stride, at + y * stride + 4, value);
                }
            }
            case B_LEFT_DOWN -> {
                for (int i = 0; i < 16; i++) {
                    int diagonal = (i & 3) + (i >> 2);
                    pixels[at + (i >> 2) * stride + (i & 3)] =
                            diagonal < 6 ? three(e, 5 + diagonal) : (e[11] + 3 * e[12] + 2) >> 2;
                }
            }
            case B_RIGHT_DOWN -> {
                for (int i = 0; i < 16; i++) {
                    pixels[at + (i >> 2) * stride + (i & 3)] = three(e, 3 + (i & 3) - (i >> 2));
                }
            }
            case B_VERTICAL_RIGHT -> {
                set(pixels, at, stride, three(e, 1), 3, 0);
                set(pixels, at, stride, three(e, 2), 2, 0);
                set(pixels, at, stride, three(e, 3), 3, 1, 1, 0);
                set(pixels, at, stride, two(e, 4), 2, 1, 0, 0);
                set(pixels, at, stride, three(e, 4), 3, 2, 1, 1);
                set(pixels, at, stride, two(e, 5), 2, 2, 0, 1);
                set(pixels, at, stride, three(e, 5), 3, 3, 1, 2);
                set(pixels, at, stride, two(e, 6), 2, 3, 0, 2);
                set(pixels, at, stride, three(e, 6), 1, 3);
                set(pixels, at, stride, two(e, 7), 0, 3);
            }
            case B_VERTICAL_LEFT -> {
                set(pixels, at, stride, two(e, 5), 0, 0);
                set(pixels, at, stride, three(e, 5), 1, 0);
                set(pixels, at, stride, two(e, 6), 2, 0, 0, 1);
                set(pixels, at, stride, three(e, 6), 1, 1, 3, 0);
                set(pixels, at, stride, two(e, 7), 2, 1, 0, 2);
                set(pixels, at, stride, three(e, 7), 3, 1, 1, 2);
                set(pixels, at, stride, two(e, 8), 2, 2, 0, 3);
                set(pixels, at, stride, three(e, 8), 3, 2, 1, 3);
                set(pixels, at, stride, three(e, 9), 2, 3);
                set(pixels, at, stride, three(e, 10), 3, 3);
            }
            case B_HORIZONTAL_DOWN -> {
                set(pixels, at, stride, two(e, 0), 3, 0);
                set(pixels, at, stride, three(e, 0), 3, 1);
                set(pixels, at, stride, two(e, 1), 2, 0, 3, 2);
                set(pixels, at, stride, three(e, 1), 2, 1, 3, 3);
                set(pixels, at, stride, two(e, 2), 2, 2, 1, 0);
                set(pixels, at, stride, three(e, 2), 2, 3, 1, 1);
                set(pixels, at, stride, two(e, 3), 1, 2, 0, 0);
                set(pixels, at, stride, three(e, 3), 1, 3, 0, 1);
                set(pixels, at, stride, three(e, 4), 0, 2);
                set(pixels, at, stride, three(e, 5), 0, 3);
            }
            default -> {
                set(pixels, at, stride, two(e, 2), 0, 0);
                set(pixels, at, stride, three(e, 1), 0, 1);
                set(pixels, at, stride, two(e, 1), 0, 2, 1, 0);
                set(pixels, at, stride, three(e, 0), 0, 3, 1, 1);
                set(pixels, at, stride, two(e, 0), 1, 2, 2, 0);
                set(pixels, at, stride, (e[1] + 3 * e[0] + 2) >> 2, 1, 3, 2, 1);
                set(pixels, at, stride, e[0], 2, 2, 2, 3, 3, 0, 3, 1, 3, 2, 3, 3);
            }
        }
    }

    /** Sets pixels given by row and column. */
    private static void set(int[] pixels, int at, int stride, int value, int... places) {
        for (int i = 0; i < places.length; i += 2) {
            pixels[at + places[i] * stride + places[i + 1]] = value;
        }
    }

    /** The rounded mean of a pixel of the edge and the next. */
    private static int two(int[] edge, int from) {
        return (edge[from] + edge[from + 1] + 1) >> 1;
    }

    /** The rounded mean of three pixels of the edge, the middle one twice. */
    private static int three(int[] edge, int from) {
        return (edge[from] + 2 * edge[from + 1] + edge[from + 2] + 2) >> 2;
    }
}
