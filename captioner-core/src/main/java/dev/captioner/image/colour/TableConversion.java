package dev.captioner.image.colour;

/**
 * Tone curves, matrix, clipping and sRGB's curve, by tables: what each of the 256 values of each sample adds to the
 * three lights, and the sample of each light. A number of 64 bits has all three lights, so that one addition adds them.
 */
final class TableConversion implements ColourConversion {
    /** Steps of light between black and white. Dark samples are 5 steps apart, so none is missed. */
    private static final int STEPS = 1 << 14;

    private static final int FRACTION_BITS = 2;
    private static final int FIELD_BITS = 21;
    private static final long FIELD = (1L << FIELD_BITS) - 1;
    /** Of one sample; three of them fit into a field, whatever their signs. */
    private static final double MOST_LIGHT = 5;
    /** Makes the lights of a sum positive: half a field, which is more than three times the most light. */
    private static final long OFFSET = 1L << (FIELD_BITS - 1);

    private static final long ROUNDING = 1L << (FRACTION_BITS - 1);
    private static final long OFFSETS = packed(OFFSET + ROUNDING, OFFSET + ROUNDING, OFFSET + ROUNDING);
    /** Largest difference of samples that profiles of sRGB itself make. */
    private static final int LITTLE = 2;

    private static final byte[] SAMPLES = samples();

    private final long[] red;
    private final long[] green;
    private final long[] blue;

    /** @param curves of red, green and blue */
    TableConversion(ToneCurve[] curves, Matrix3 toSrgb) {
        red = shares(curves[0], toSrgb, 0);
        green = shares(curves[1], toSrgb, 1);
        blue = shares(curves[2], toSrgb, 2);
    }

    /** What each value of one sample adds to the lights. */
    private static long[] shares(ToneCurve curve, Matrix3 toSrgb, int column) {
        long[] shares = new long[256];
        for (int sample = 0; sample < shares.length; sample++) {
            double light = curve.light(sample / 255.0);
            shares[sample] = packed(
                    share(toSrgb.at(0, column) * light),
                    share(toSrgb.at(1, column) * light),
                    share(toSrgb.at(2, column) * light));
        }
        return shares;
    }

    private static long share(double light) {
        return Math.round(Math.max(-MOST_LIGHT, Math.min(MOST_LIGHT, light)) * (STEPS << FRACTION_BITS));
    }

    private static long packed(long red, long green, long blue) {
        return (((red << FIELD_BITS) + green) << FIELD_BITS) + blue;
    }

    /** The sRGB sample of each step of light, rounded. */
    private static byte[] samples() {
        byte[] samples = new byte[STEPS + 1];
        for (int step = 0; step <= STEPS; step++) {
            samples[step] = (byte) Math.rint(255 * ToneCurve.srgbSample((double) step / STEPS));
        }
        return samples;
    }

    @Override
    public void apply(byte[] rgb, int pixels) {
        for (int at = 0; at < 3 * pixels; at += 3) {
            long lights = OFFSETS + red[rgb[at] & 0xFF] + green[rgb[at + 1] & 0xFF] + blue[rgb[at + 2] & 0xFF];
            rgb[at] = sample(lights >>> (2 * FIELD_BITS));
            rgb[at + 1] = sample((lights >>> FIELD_BITS) & FIELD);
            rgb[at + 2] = sample(lights & FIELD);
        }
    }

    private static byte sample(long light) {
        int step = (int) (light - OFFSET) >> FRACTION_BITS;
        return SAMPLES[Math.max(0, Math.min(STEPS, step))];
    }

    /** Whether no sample changes by more than {@value #LITTLE}, over a grid of colours and all greys. */
    boolean changesLittle() {
        byte[] colour = new byte[3];
        for (int r = 0; r < 256; r += 15) {
            for (int g = 0; g < 256; g += 15) {
                for (int b = 0; b < 256; b += 15) {
                    if (change(colour, r, g, b) > LITTLE) {
                        return false;
                    }
                }
            }
        }
        for (int grey = 0; grey < 256; grey++) {
            if (change(colour, grey, grey, grey) > LITTLE) {
                return false;
            }
        }
        return true;
    }

    private int change(byte[] colour, int r, int g, int b) {
        colour[0] = (byte) r;
        colour[1] = (byte) g;
        colour[2] = (byte) b;
        apply(colour, 1);
        int red = Math.abs((colour[0] & 0xFF) - r);
        int green = Math.abs((colour[1] & 0xFF) - g);
        return Math.max(Math.max(red, green), Math.abs((colour[2] & 0xFF) - b));
    }
}
