package dev.captioner;

import dev.captioner.api.Internal;
import dev.captioner.decode.DecodingWork;

/**
 * What a request costs at most, estimated before any of it is computed. A caption with the published model's own options, of a photo
 * of up to a megapixel, costs one unit.
 *
 * <p>The estimate is linear in the pixels and bytes of the photo and in the steps and rows of the decoder. {@code captioner-bench/run
 * cost} measures the coefficients, which are processor time of the published model on one core. Only their relation matters: how
 * many units a second a machine computes is measured where they are used.
 */
@Internal
public final class RequestCost {
    // microseconds of processor time
    private static final double UNIT = 95_000;

    private static final double ENCODING = 26_000;
    private static final double PIXEL = 0.02;
    private static final double BYTE = 0.01;
    private static final double STEP = 900;
    private static final double ROW = 250;

    private RequestCost() {}

    /**
     * The cost of a request.
     *
     * @param pixels as the header of the photo states them
     * @param bytes of the photo's file
     * @return units, at least 1
     */
    public static int units(long pixels, long bytes, DecodingWork work) {
        double photo = ENCODING + PIXEL * pixels + BYTE * bytes;
        double units = Math.ceil(photo / UNIT + decoding(work));
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, units));
    }

    /** The share of decoding, in units. */
    public static double decoding(DecodingWork work) {
        return (STEP * work.steps() + ROW * work.rows()) / UNIT;
    }
}
