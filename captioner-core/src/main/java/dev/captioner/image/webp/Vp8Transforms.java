package dev.captioner.image.webp;

/** The inverse transforms of VP8 (RFC 6386, 14.3 and 14.4). */
final class Vp8Transforms {
    private Vp8Transforms() {}

    /**
     * Spreads the block of first coefficients over a macroblock.
     *
     * @param in 16 coefficients
     * @param out coefficients of 16 blocks of 16, whose first ones are set
     */
    static void walshHadamard(int[] in, int[] out) {
        int[] middle = new int[16];
        for (int i = 0; i < 4; i++) {
            int a = in[i] + in[12 + i];
            int b = in[4 + i] + in[8 + i];
            int c = in[4 + i] - in[8 + i];
            int d = in[i] - in[12 + i];
            middle[i] = a + b;
            middle[4 + i] = d + c;
            middle[8 + i] = a - b;
            middle[12 + i] = d - c;
        }
        for (int i = 0; i < 4; i++) {
            int first = middle[4 * i] + 3;
            int a = first + middle[4 * i + 3];
            int b = middle[4 * i + 1] + middle[4 * i + 2];
            int c = middle[4 * i + 1] - middle[4 * i + 2];
            int d = first - middle[4 * i + 3];
            out[64 * i] = (a + b) >> 3;
            out[64 * i + 16] = (d + c) >> 3;
            out[64 * i + 32] = (a - b) >> 3;
            out[64 * i + 48] = (d - c) >> 3;
        }
    }

    /**
     * Adds the inverse cosine transform of a block to its prediction.
     *
     * @param in coefficients, those of the block from {@code from} on
     * @param pixels the prediction, which becomes the sum
     * @param at where the block begins
     * @param stride from one of its rows to the next
     */
    static void addCosine(int[] in, int from, int[] pixels, int at, int stride) {
        int[] middle = new int[16];
        for (int i = 0; i < 4; i++) {
            int column = from + i;
            int a = in[column] + in[column + 8];
            int b = in[column] - in[column + 8];
            int c = small(in[column + 4]) - large(in[column + 12]);
            int d = large(in[column + 4]) + small(in[column + 12]);
            middle[4 * i] = a + d;
            middle[4 * i + 1] = b + c;
            middle[4 * i + 2] = b - c;
            middle[4 * i + 3] = a - d;
        }
        for (int i = 0; i < 4; i++) {
            int first = middle[i] + 4;
            int a = first + middle[8 + i];
            int b = first - middle[8 + i];
            int c = small(middle[4 + i]) - large(middle[12 + i]);
            int d = large(middle[4 + i]) + small(middle[12 + i]);
            int row = at + i * stride;
            pixels[row] = clip(pixels[row] + ((a + d) >> 3));
            pixels[row + 1] = clip(pixels[row + 1] + ((b + c) >> 3));
            pixels[row + 2] = clip(pixels[row + 2] + ((b - c) >> 3));
            pixels[row + 3] = clip(pixels[row + 3] + ((a - d) >> 3));
        }
    }

    /** Times the square root of 2 and the sine of pi / 8. */
    private static int small(int value) {
        return (value * 35_468) >> 16;
    }

    /** Times the square root of 2 and the cosine of pi / 8. */
    private static int large(int value) {
        return ((value * 20_091) >> 16) + value;
    }

    static int clip(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
