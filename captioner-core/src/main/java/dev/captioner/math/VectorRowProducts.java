package dev.captioner.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products by the Vector API. A block of five rows and two vectors of columns is held in registers while the weights
 * are streamed, so that each weight is loaded once for five rows and each sum is stored once (Goto and van de Geijn 2008, Anatomy of
 * High-Performance Matrix Multiplication). Ten sums, two vectors of weights and one activation fit into the 16
 * registers of AVX2. Weights are laid out in tiles of two vectors of columns, one input after the other, in the order in which they are read.
 *
 * <p>Each sum takes its products in order, with a rounding after every product and every sum, as {@link Matrix} does.
 */
final class VectorRowProducts implements RowProducts {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int TILE = 2 * LANES;
    private static final int BLOCK = 5;

    private final int in;
    private final int out;
    private final float[] packed;

    /** Products with the given rows, {@code [in][out]}, which are copied. */
    VectorRowProducts(float[][] rows) {
        in = rows.length;
        out = rows[0].length;
        packed = new float[(out + TILE - 1) / TILE * TILE * in]; // the last tile is padded with zeros
        for (int tile = 0; tile < out; tile += TILE) {
            for (int k = 0; k < in; k++) {
                System.arraycopy(rows[k], tile, packed, tile * in + k * TILE, Math.min(TILE, out - tile));
            }
        }
    }

    @Override
    public void addTo(float[][] x, float[][] y) {
        int tile = 0;
        for (; tile + TILE <= out; tile += TILE) {
            addTile(x, tile, y, tile);
        }
        if (tile < out) { // the last tile is not full: its sums are computed in a buffer of a whole tile
            float[][] wide = new float[y.length][TILE];
            for (int row = 0; row < y.length; row++) {
                System.arraycopy(y[row], tile, wide[row], 0, out - tile);
            }
            addTile(x, tile, wide, 0);
            for (int row = 0; row < y.length; row++) {
                System.arraycopy(wide[row], 0, y[row], tile, out - tile);
            }
        }
    }

    /** Adds a tile of the product to the columns from j on. */
    private void addTile(float[][] x, int tile, float[][] y, int j) {
        int row = 0;
        int at = tile * in;
        for (; row + BLOCK <= x.length; row += BLOCK) {
            addFive(x, row, packed, at, y, j);
        }
        for (; row + 2 <= x.length; row += 2) {
            addTwo(x[row], x[row + 1], packed, at, y[row], y[row + 1], j);
        }
        if (row < x.length) {
            addOne(x[row], packed, at, y[row], j);
        }
    }

    // Everything below is unrolled by hand, because only local variables stay in registers.

    private static void addFive(float[][] x, int row, float[] packed, int at, float[][] y, int j) {
        float[] x0 = x[row];
        float[] x1 = x[row + 1];
        float[] x2 = x[row + 2];
        float[] x3 = x[row + 3];
        float[] x4 = x[row + 4];
        float[] y0 = y[row];
        float[] y1 = y[row + 1];
        float[] y2 = y[row + 2];
        float[] y3 = y[row + 3];
        float[] y4 = y[row + 4];
        FloatVector a0 = FloatVector.fromArray(SPECIES, y0, j);
        FloatVector b0 = FloatVector.fromArray(SPECIES, y0, j + LANES);
        FloatVector a1 = FloatVector.fromArray(SPECIES, y1, j);
        FloatVector b1 = FloatVector.fromArray(SPECIES, y1, j + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, y2, j);
        FloatVector b2 = FloatVector.fromArray(SPECIES, y2, j + LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, y3, j);
        FloatVector b3 = FloatVector.fromArray(SPECIES, y3, j + LANES);
        FloatVector a4 = FloatVector.fromArray(SPECIES, y4, j);
        FloatVector b4 = FloatVector.fromArray(SPECIES, y4, j + LANES);
        for (int k = 0, w = at; k < x0.length; k++, w += TILE) {
            FloatVector a = FloatVector.fromArray(SPECIES, packed, w);
            FloatVector b = FloatVector.fromArray(SPECIES, packed, w + LANES);
            FloatVector v = FloatVector.broadcast(SPECIES, x0[k]);
            a0 = a0.add(a.mul(v));
            b0 = b0.add(b.mul(v));
            v = FloatVector.broadcast(SPECIES, x1[k]);
            a1 = a1.add(a.mul(v));
            b1 = b1.add(b.mul(v));
            v = FloatVector.broadcast(SPECIES, x2[k]);
            a2 = a2.add(a.mul(v));
            b2 = b2.add(b.mul(v));
            v = FloatVector.broadcast(SPECIES, x3[k]);
            a3 = a3.add(a.mul(v));
            b3 = b3.add(b.mul(v));
            v = FloatVector.broadcast(SPECIES, x4[k]);
            a4 = a4.add(a.mul(v));
            b4 = b4.add(b.mul(v));
        }
        a0.intoArray(y0, j);
        b0.intoArray(y0, j + LANES);
        a1.intoArray(y1, j);
        b1.intoArray(y1, j + LANES);
        a2.intoArray(y2, j);
        b2.intoArray(y2, j + LANES);
        a3.intoArray(y3, j);
        b3.intoArray(y3, j + LANES);
        a4.intoArray(y4, j);
        b4.intoArray(y4, j + LANES);
    }

    private static void addTwo(float[] x0, float[] x1, float[] packed, int at, float[] y0, float[] y1, int j) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, y0, j);
        FloatVector b0 = FloatVector.fromArray(SPECIES, y0, j + LANES);
        FloatVector a1 = FloatVector.fromArray(SPECIES, y1, j);
        FloatVector b1 = FloatVector.fromArray(SPECIES, y1, j + LANES);
        for (int k = 0, w = at; k < x0.length; k++, w += TILE) {
            FloatVector a = FloatVector.fromArray(SPECIES, packed, w);
            FloatVector b = FloatVector.fromArray(SPECIES, packed, w + LANES);
            FloatVector v = FloatVector.broadcast(SPECIES, x0[k]);
            a0 = a0.add(a.mul(v));
            b0 = b0.add(b.mul(v));
            v = FloatVector.broadcast(SPECIES, x1[k]);
            a1 = a1.add(a.mul(v));
            b1 = b1.add(b.mul(v));
        }
        a0.intoArray(y0, j);
        b0.intoArray(y0, j + LANES);
        a1.intoArray(y1, j);
        b1.intoArray(y1, j + LANES);
    }

    private static void addOne(float[] x0, float[] packed, int at, float[] y0, int j) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, y0, j);
        FloatVector b0 = FloatVector.fromArray(SPECIES, y0, j + LANES);
        for (int k = 0, w = at; k < x0.length; k++, w += TILE) {
            FloatVector v = FloatVector.broadcast(SPECIES, x0[k]);
            a0 = a0.add(FloatVector.fromArray(SPECIES, packed, w).mul(v));
            b0 = b0.add(FloatVector.fromArray(SPECIES, packed, w + LANES).mul(v));
        }
        a0.intoArray(y0, j);
        b0.intoArray(y0, j + LANES);
    }
}
