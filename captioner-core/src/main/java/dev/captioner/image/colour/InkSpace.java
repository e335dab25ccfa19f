package dev.captioner.image.colour;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The colours of four inks on paper, by the table of an ICC profile (ICC.1:2022, 10.10 and 10.11: lut16Type and lut8Type): a curve for each
 * ink, a grid of colours over the inks, a curve for each of CIELAB's L, a and b. The darkest colour becomes black, as photos are shown
 * on screens (black point compensation, ISO 18619).
 */
public final class InkSpace {
    private static final int INKS = 4;
    private static final int OUTPUTS = 3;
    private static final int NARROW_TABLES = 48;
    private static final int WIDE_TABLES = 52;
    private static final int MOST_ENTRIES = 4096;
    /** Y of the darkest colour, at most: L is 50. Something lighter is no black. */
    private static final double MOST_BLACK = 0.184;

    /** CIE 15: below it, L is linear. */
    private static final double DELTA = 6.0 / 29;

    private final ByteBuffer bytes;
    private final boolean wide;
    private final int nodes; // along each ink
    private final int inputEntries;
    private final int outputEntries;
    private final int grid; // where it begins
    private final int outputs;
    private final double darkest;

    private InkSpace(ByteBuffer tag, boolean wide) {
        bytes = tag;
        this.wide = wide;
        nodes = tag.get(10) & 0xFF;
        inputEntries = wide ? Short.toUnsignedInt(tag.getShort(48)) : 256;
        outputEntries = wide ? Short.toUnsignedInt(tag.getShort(50)) : 256;
        int size = wide ? Short.BYTES : 1;
        grid = (wide ? WIDE_TABLES : NARROW_TABLES) + INKS * inputEntries * size;
        long cells = (long) nodes * nodes * nodes * nodes;
        long end = grid + (cells + outputEntries) * OUTPUTS * size;
        if (tag.get(8) != INKS
                || tag.get(9) != OUTPUTS
                || nodes < 2
                || inputEntries < 2
                || inputEntries > MOST_ENTRIES
                || outputEntries < 2
                || outputEntries > MOST_ENTRIES
                || end > tag.limit()) {
            throw new IndexOutOfBoundsException("a table of " + nodes + " nodes that ends at byte " + end);
        }
        outputs = (int) (grid + cells * OUTPUTS * size);
        darkest = Math.max(0, Math.min(MOST_BLACK, xyz(new double[] {1, 1, 1, 1})[1]));
    }

    /** Empty when the tag is of another type; throws an {@link IndexOutOfBoundsException} when it is damaged. */
    static Optional<InkSpace> of(ByteBuffer tag) {
        return switch (tag.getInt(0)) {
            case 0x6D667431 -> Optional.of(new InkSpace(tag, false)); // mft1
            case 0x6D667432 -> Optional.of(new InkSpace(tag, true)); // mft2
            default -> Optional.empty();
        };
    }

    /** Colours of these inks to sRGB. Computing it takes some hundredths of a second. */
    public InkConversion toSrgb() {
        return new InkConversion(this);
    }

    /** Samples of sRGB, from 0 to 1, for amounts of cyan, magenta, yellow and black from 0 to 1. */
    double[] srgb(double[] inks) {
        double[] xyz = xyz(inks);
        double[] white = Chromaticities.connectionWhite();
        for (int i = 0; i < xyz.length; i++) {
            xyz[i] = (xyz[i] - darkest * white[i]) / (1 - darkest);
        }
        double[] samples = Chromaticities.connectionToSrgb().times(xyz);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = ToneCurve.srgbSample(Math.max(0, Math.min(1, samples[i])));
        }
        return samples;
    }

    private double[] xyz(double[] inks) {
        double[] lab = lab(inks);
        double y = (lab[0] + 16) / 116;
        double[] white = Chromaticities.connectionWhite();
        return new double[] {white[0] * cube(y + lab[1] / 500), white[1] * cube(y), white[2] * cube(y - lab[2] / 200)};
    }

    private static double cube(double value) {
        return value > DELTA ? value * value * value : 3 * DELTA * DELTA * (value - 4.0 / 29);
    }

    private double[] lab(double[] inks) {
        int inputs = wide ? WIDE_TABLES : NARROW_TABLES;
        double[] places = new double[INKS];
        for (int ink = 0; ink < INKS; ink++) {
            places[ink] = curve(inputs, ink, inputEntries, inks[ink]) * (nodes - 1);
        }
        double[] lab = new double[OUTPUTS];
        double scale = wide ? 65_535.0 / 65_280 : 1; // FF00 is 100 in 16 bits
        for (int i = 0; i < OUTPUTS; i++) {
            double value = curve(outputs, i, outputEntries, interpolated(places, i)) * scale;
            lab[i] = i == 0 ? 100 * value : 255 * value - 128;
        }
        return lab;
    }

    /** A curve at a place from 0 to 1. */
    private double curve(int tables, int table, int entries, double at) {
        double place = at * (entries - 1);
        int before = Math.min((int) place, entries - 2);
        double low = value(tables, table * entries + before);
        double high = value(tables, table * entries + before + 1);
        return low + (high - low) * (place - before);
    }

    /** One output over the grid, from the 16 corners of a cell. */
    private double interpolated(double[] places, int output) {
        double sum = 0;
        for (int corner = 0; corner < 1 << INKS; corner++) {
            double weight = 1;
            int node = 0;
            for (int ink = 0; ink < INKS; ink++) {
                int before = Math.min((int) places[ink], nodes - 2);
                boolean upper = (corner >> ink & 1) != 0;
                double fraction = places[ink] - before;
                weight *= upper ? fraction : 1 - fraction;
                node = node * nodes + before + (upper ? 1 : 0);
            }
            if (weight > 0) {
                sum += weight * value(grid, node * OUTPUTS + output);
            }
        }
        return sum;
    }

    /** An entry of a table, from 0 to 1. */
    private double value(int table, int entry) {
        return wide
                ? Short.toUnsignedInt(bytes.getShort(table + Short.BYTES * entry)) / 65_535.0
                : (bytes.get(table + entry) & 0xFF) / 255.0;
    }
}
