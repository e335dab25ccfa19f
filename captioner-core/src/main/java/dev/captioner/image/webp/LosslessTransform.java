package dev.captioner.image.webp;

import java.io.IOException;
import java.util.Arrays;

/** A transform of VP8L (WebP lossless bitstream specification, 4), undone row by row from top to bottom. */
sealed interface LosslessTransform {
    /** Undoes it in the next row, in place. */
    void undo(int[] row);

    /** Greens were subtracted from reds and blues. */
    record SubtractGreen() implements LosslessTransform {
        @Override
        public void undo(int[] row) {
            for (int x = 0; x < row.length; x++) {
                int pixel = row[x];
                int green = pixel >> 8 & 0xFF;
                row[x] = (pixel & 0xFF00FF00) | ((pixel & 0x00FF00FF) + (green << 16 | green) & 0x00FF00FF);
            }
        }
    }

    /** Colours were predicted from each other, by factors of each block. */
    final class CrossColour implements LosslessTransform {
        private final int[] factors;
        private final int blockBits;
        private final int width;
        private int y;

        CrossColour(int[] factors, int blockBits, int width) {
            this.factors = factors;
            this.blockBits = blockBits;
            this.width = width;
        }

        @Override
        public void undo(int[] row) {
            int blocks = (y >> blockBits) * LosslessCode.blocks(width, blockBits);
            for (int x = 0; x < width; x++) {
                int factor = factors[blocks + (x >> blockBits)];
                int pixel = row[x];
                byte green = (byte) (pixel >> 8);
                int red = (pixel >> 16) + product(factor, green) & 0xFF;
                int blue = pixel + product(factor >> 8, green) + product(factor >> 16, (byte) red) & 0xFF;
                row[x] = (pixel & 0xFF00FF00) | red << 16 | blue;
            }
            y++;
        }

        private static int product(int factor, byte colour) {
            return ((byte) factor * colour) >> 5;
        }
    }

    /** Pixels are indices into a palette, several of them packed into one when it is small. */
    final class Palette implements LosslessTransform {
        private final int[] colours;
        private final int packing;

        private Palette(int[] colours, int packing) {
            this.colours = colours;
            this.packing = packing;
        }

        static Palette read(LeastFirstBits bits) throws IOException {
            int size = bits.number(8) + 1;
            int[] colours = LosslessCode.image(bits, size, 1);
            for (int i = 1; i < size; i++) {
                colours[i] = sum(colours[i], colours[i - 1]);
            }
            int packing = size <= 2 ? 3 : size <= 4 ? 2 : size <= 16 ? 1 : 0;
            return new Palette(Arrays.copyOf(colours, 256), packing); // beyond its end colours are transparent
        }

        /** The binary logarithm of how many indices a pixel has. */
        int packing() {
            return packing;
        }

        @Override
        public void undo(int[] row) {
            int bits = 8 >> packing;
            for (int x = row.length - 1; x >= 0; x--) {
                int green = row[x >> packing] >> 8 & 0xFF;
                int place = x & (1 << packing) - 1;
                row[x] = colours[green >> (place * bits) & (1 << bits) - 1];
            }
        }
    }

    /** Pixels were predicted from those above and to the left, in a way of each block. */
    final class Predictor implements LosslessTransform {
        private static final int BLACK = 0xFF000000;

        private final int[] modes;
        private final int blockBits;
        private final int width;
        private final int[] above;
        private int y;

        Predictor(int[] modes, int blockBits, int width) {
            this.modes = modes;
            this.blockBits = blockBits;
            this.width = width;
            this.above = new int[width + 1];
        }

        @Override
        public void undo(int[] row) {
            int blocks = (y >> blockBits) * LosslessCode.blocks(width, blockBits);
            row[0] = sum(row[0], y == 0 ? BLACK : above[0]);
            above[width] = row[0]; // what is right of the last pixel above
            for (int x = 1; x < width; x++) {
                int mode = y == 0 ? 1 : modes[blocks + (x >> blockBits)] >> 8 & 0xF;
                row[x] = sum(row[x], predict(mode, row[x - 1], above[x], above[x - 1], above[x + 1]));
            }
            System.arraycopy(row, 0, above, 0, width);
            y++;
        }

        private static int predict(int mode, int left, int top, int topLeft, int topRight) {
            return switch (mode) {
                case 1 -> left;
                case 2 -> top;
                case 3 -> topRight;
                case 4 -> topLeft;
                case 5 -> mean(mean(left, topRight), top);
                case 6 -> mean(left, topLeft);
                case 7 -> mean(left, top);
                case 8 -> mean(topLeft, top);
                case 9 -> mean(top, topRight);
                case 10 -> mean(mean(left, topLeft), mean(top, topRight));
                case 11 -> select(left, top, topLeft);
                case 12 -> gradient(left, top, topLeft);
                case 13 -> halfGradient(mean(left, top), topLeft);
                default -> BLACK;
            };
        }

        private static int mean(int first, int second) {
            return ((first ^ second) >>> 1 & 0x7F7F7F7F) + (first & second);
        }

        private static int select(int left, int top, int topLeft) {
            int leftDistance = 0;
            int topDistance = 0;
            for (int shift = 0; shift < 32; shift += 8) {
                int corner = topLeft >>> shift & 0xFF;
                leftDistance += Math.abs((top >>> shift & 0xFF) - corner);
                topDistance += Math.abs((left >>> shift & 0xFF) - corner);
            }
            return leftDistance < topDistance ? left : top;
        }

        private static int gradient(int left, int top, int topLeft) {
            int result = 0;
            for (int shift = 0; shift < 32; shift += 8) {
                int value = (left >>> shift & 0xFF) + (top >>> shift & 0xFF) - (topLeft >>> shift & 0xFF);
                result |= Math.max(0, Math.min(255, value)) << shift;
            }
            return result;
        }

        private static int halfGradient(int mean, int topLeft) {
            int result = 0;
            for (int shift = 0; shift < 32; shift += 8) {
                int value = mean >>> shift & 0xFF;
                value += (value - (topLeft >>> shift & 0xFF)) / 2;
                result |= Math.max(0, Math.min(255, value)) << shift;
            }
            return result;
        }
    }

    /** The sums of the four bytes of two pixels, each modulo 256. */
    static int sum(int first, int second) {
        int odd = (first & 0xFF00FF00) + (second & 0xFF00FF00) & 0xFF00FF00;
        return odd | ((first & 0x00FF00FF) + (second & 0x00FF00FF) & 0x00FF00FF);
    }
}
