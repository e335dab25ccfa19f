package dev.captioner.image;

/**
 * Shrinks a picture of more than {@link #LARGE} pixels while its rows arrive, so that it needs the memory of the small picture only:
 * each pixel is the mean of a block of the large one. Both sides are divided by the largest integer that leaves {@link #LEAST_SIDE}
 * pixels, four times what the network takes in, to the bicubic resampling that follows. Pillow's {@code Image.reduce} and {@code
 * resize(reducing_gap)} are the same in two steps; its documentation calls the result indistinguishable from resampling alone from a
 * gap of 3 on. Where a side is no multiple of the integer, blocks are one pixel longer here and there, so that the picture keeps its
 * edges.
 *
 * <p>If more than {@link #LARGE} pixels would be left, the longer side is divided by more: a strip that is more than fifteen times as
 * long as it is wide changes its shape.
 */
final class Shrinking implements RowSink {
    /** Pixels that a picture may have and still be kept as it is. */
    static final long LARGE = 16_800_000;

    /** Pixels a side that are left, at least. */
    static final int LEAST_SIDE = 1040;

    private final int outputWidth;
    private final int outputHeight;
    private final RowSink next;

    private int width;
    private int height;
    private int rows; // that have arrived
    private int firstRow; // of the block that is being summed
    private int outputRow;
    private final int[] sums;
    private final byte[] means;

    private Shrinking(int outputWidth, int outputHeight, RowSink next) {
        this.outputWidth = outputWidth;
        this.outputHeight = outputHeight;
        this.next = next;
        sums = new int[3 * outputWidth];
        means = new byte[3 * outputWidth];
    }

    /** Whether a picture of this size is shrunk. */
    static boolean isFor(int width, int height) {
        return (long) width * height > LARGE;
    }

    /** The sink itself for pictures that stay as they are; otherwise one before it that shrinks. */
    static RowSink before(RowSink sink, int width, int height) {
        if (!isFor(width, height)) {
            return sink;
        }
        Divisors divisors = Divisors.of(width, height);
        return new Shrinking(width / divisors.across, height / divisors.down, sink);
    }

    /** By how much the sides of a large picture are divided. */
    record Divisors(int across, int down) {
        static Divisors of(int width, int height) {
            int common = Math.max(1, Math.min(width, height) / LEAST_SIDE);
            int across = common;
            int down = common;
            while ((long) (width / across) * (height / down) > LARGE) {
                if (width > height) {
                    across++;
                } else {
                    down++;
                }
            }
            return new Divisors(across, down);
        }

        /** The least divisors, not larger than these, that leave a picture which is not large. */
        Divisors least(int width, int height) {
            int leastAcross = 1;
            int leastDown = 1;
            while ((long) (width / leastAcross) * (height / leastDown) > LARGE) {
                if (leastAcross < across) {
                    leastAcross++;
                }
                if (leastDown < down) {
                    leastDown++;
                }
            }
            return new Divisors(leastAcross, leastDown);
        }
    }

    /** Takes in any size that is not smaller than the output. */
    @Override
    public void begin(int width, int height) {
        this.width = width;
        this.height = height;
        next.begin(outputWidth, outputHeight);
    }

    @Override
    public void row(byte[] rgb) {
        for (int x = 0, from = 0; x < outputWidth; x++) {
            int end = 3 * start(x + 1, width, outputWidth);
            int red = 0;
            int green = 0;
            int blue = 0;
            for (; from < end; from += 3) {
                red += rgb[from] & 0xFF;
                green += rgb[from + 1] & 0xFF;
                blue += rgb[from + 2] & 0xFF;
            }
            sums[3 * x] += red;
            sums[3 * x + 1] += green;
            sums[3 * x + 2] += blue;
        }
        rows++;
        if (rows == start(outputRow + 1, height, outputHeight)) {
            sendMeans();
        }
    }

    private void sendMeans() {
        for (int x = 0; x < outputWidth; x++) {
            int columns = start(x + 1, width, outputWidth) - start(x, width, outputWidth);
            int pixels = columns * (rows - firstRow);
            for (int i = 3 * x; i < 3 * x + 3; i++) {
                means[i] = (byte) ((sums[i] + pixels / 2) / pixels);
                sums[i] = 0;
            }
        }
        firstRow = rows;
        outputRow++;
        next.row(means);
    }

    /** Where the block of an output pixel begins. */
    private static int start(int output, int length, int outputs) {
        return (int) ((long) output * length / outputs);
    }
}
