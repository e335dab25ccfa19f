package dev.captioner.image.colour;

/**
 * Four inks to 8-bit sRGB, by a grid of colours over the inks. Between the nodes of a cell, colours are interpolated over the simplex
 * of five corners that the amounts lie in: along the edges of the cell, in the order of the amounts. A number of 64 bits has all three
 * samples of a node, so that one multiplication weighs them. Immutable.
 */
public final class InkConversion {
    private static final int CELLS = 16;
    private static final int NODES = CELLS + 1;
    /** Nodes per step along cyan, magenta, yellow and black. */
    private static final int[] STRIDES = {NODES * NODES * NODES, NODES * NODES, NODES, 1};

    private static final int WEIGHT_BITS = 8;
    private static final int STRIDE_BITS = 16;
    private static final int STRIDE = (1 << STRIDE_BITS) - 1;
    private static final int FRACTION_BITS = 4;
    private static final int FIELD_BITS = 21;
    private static final long FIELD = (1L << FIELD_BITS) - 1;
    private static final int SAMPLE_SHIFT = WEIGHT_BITS + FRACTION_BITS;

    /** Where the light that an ink leaves lies along its edge of the grid: the node below, and how far on. */
    private static final int[] CELL = new int[256];

    private static final int[] WEIGHT = new int[256];

    static {
        for (int light = 0; light < 256; light++) {
            double place = CELLS * (255 - light) / 255.0;
            CELL[light] = Math.min((int) place, CELLS - 1);
            WEIGHT[light] = (int) Math.rint((place - CELL[light]) * (1 << WEIGHT_BITS)) << STRIDE_BITS;
        }
    }

    private final long[] nodes = new long[NODES * NODES * NODES * NODES];

    /** Computes the grid. */
    InkConversion(InkSpace space) {
        double[] inks = new double[STRIDES.length];
        long rounding = 1L << (SAMPLE_SHIFT - 1 - WEIGHT_BITS);
        for (int node = 0; node < nodes.length; node++) {
            for (int ink = 0; ink < inks.length; ink++) {
                inks[ink] = (double) (node / STRIDES[ink] % NODES) / CELLS;
            }
            for (double sample : space.srgb(inks)) {
                nodes[node] = nodes[node] << FIELD_BITS | (Math.round(255 * sample * (1 << FRACTION_BITS)) + rounding);
            }
        }
    }

    /**
     * The colour of some inks.
     *
     * @param cyan what the ink leaves of the light, as JPEG files store it; 255 is no ink
     * @param magenta likewise
     * @param yellow likewise
     * @param black likewise
     * @return the samples of sRGB, {@code red << 16 | green << 8 | blue}
     */
    public int rgb(int cyan, int magenta, int yellow, int black) {
        int node = CELL[cyan] * STRIDES[0] + CELL[magenta] * STRIDES[1] + CELL[yellow] * STRIDES[2] + CELL[black];
        int c = WEIGHT[cyan] | STRIDES[0];
        int m = WEIGHT[magenta] | STRIDES[1];
        int y = WEIGHT[yellow] | STRIDES[2];
        int k = WEIGHT[black] | STRIDES[3];

        // The largest weight first.
        int high = Math.max(c, m);
        int low = Math.min(c, m);
        int otherHigh = Math.max(y, k);
        int otherLow = Math.min(y, k);
        int first = Math.max(high, otherHigh);
        int last = Math.min(low, otherLow);
        int middle = Math.min(high, otherHigh);
        int otherMiddle = Math.max(low, otherLow);
        int second = Math.max(middle, otherMiddle);
        int third = Math.min(middle, otherMiddle);

        long samples = nodes[node] * ((1 << WEIGHT_BITS) - (first >> STRIDE_BITS));
        node += first & STRIDE;
        samples += nodes[node] * ((first >> STRIDE_BITS) - (second >> STRIDE_BITS));
        node += second & STRIDE;
        samples += nodes[node] * ((second >> STRIDE_BITS) - (third >> STRIDE_BITS));
        node += third & STRIDE;
        samples += nodes[node] * ((third >> STRIDE_BITS) - (last >> STRIDE_BITS));
        node += last & STRIDE;
        samples += nodes[node] * (last >> STRIDE_BITS);

        int red = (int) (samples >>> (2 * FIELD_BITS)) >> SAMPLE_SHIFT;
        int green = (int) ((samples >>> FIELD_BITS) & FIELD) >> SAMPLE_SHIFT;
        int blue = (int) (samples & FIELD) >> SAMPLE_SHIFT;
        return red << 16 | green << 8 | blue;
    }
}
