package dev.captioner.image.colour;

import dev.captioner.image.colour.Chromaticities.Point;
import java.util.Optional;

/**
 * Colour spaces by the code points of ITU-T H.273: PNG's cICP, the cicp tag of ICC profiles, the nclx box of HEIC and AVIF.
 *
 * <p>The curves of television (BT.709, BT.601, BT.2020) are taken as sRGB's: such pictures are made to be looked at on an sRGB
 * display. PQ and HLG are brought to SDR by the white of ITU-R BT.2408 (203 cd/m2); what is brighter is clipped.
 */
public final class CodePoints {
    /** BT.709, and so sRGB. */
    static final int SRGB_PRIMARIES = 1;

    private static final Point ILLUMINANT_C = new Point(0.310, 0.316);
    private static final double SDR_WHITE = 203;

    private CodePoints() {}

    /**
     * The space of RGB samples.
     *
     * @param primaries colour primaries, H.273 table 2; 2 is unspecified, taken as sRGB's
     * @param transfer transfer characteristics, H.273 table 3; 2 is unspecified, taken as sRGB's
     * @param fullRange whether black is 0 and white is 255, and not 16 and 235
     * @return empty when one of the codes is reserved or not of RGB
     */
    public static Optional<ColourSpace> colourSpace(int primaries, int transfer, boolean fullRange) {
        return primaries(primaries)
                .flatMap(Chromaticities::toSrgb)
                .flatMap(matrix ->
                        curve(transfer).flatMap(curve -> ColourSpace.of(fullRange ? curve : narrow(curve), matrix)));
    }

    private static Optional<Chromaticities> primaries(int code) {
        return Optional.ofNullable(
                switch (code) {
                    case SRGB_PRIMARIES, 2 -> Chromaticities.SRGB;
                    case 4 -> Chromaticities.of(0.67, 0.33, 0.21, 0.71, 0.14, 0.08, ILLUMINANT_C);
                    case 5 -> Chromaticities.of(0.64, 0.33, 0.29, 0.60, 0.15, 0.06, Chromaticities.D65);
                    case 6, 7 -> Chromaticities.of(0.630, 0.340, 0.310, 0.595, 0.155, 0.070, Chromaticities.D65);
                    case 8 -> Chromaticities.of(0.681, 0.319, 0.243, 0.692, 0.145, 0.049, ILLUMINANT_C);
                    case 9 -> Chromaticities.of(0.708, 0.292, 0.170, 0.797, 0.131, 0.046, Chromaticities.D65);
                    case 11 -> Chromaticities.of(0.680, 0.320, 0.265, 0.690, 0.150, 0.060, new Point(0.314, 0.351));
                    case 12 -> Chromaticities.of(0.680, 0.320, 0.265, 0.690, 0.150, 0.060, Chromaticities.D65);
                    case 22 -> Chromaticities.of(0.630, 0.340, 0.295, 0.605, 0.155, 0.077, Chromaticities.D65);
                    default -> null;
                });
    }

    private static Optional<ToneCurve> curve(int code) {
        return Optional.ofNullable(
                switch (code) {
                    case 1, 2, 6, 7, 13, 14, 15 -> ToneCurve.SRGB;
                    case 4 -> ToneCurve.gamma(2.2);
                    case 5 -> ToneCurve.gamma(2.8);
                    case 8 -> ToneCurve.gamma(1);
                    case 16 -> CodePoints::perceptualQuantiser;
                    case 17 -> sample -> Math.pow(sample, 2.6) * 52.37 / 48;
                    case 18 -> CodePoints::hybridLogGamma;
                    default -> null;
                });
    }

    /** SMPTE ST 2084. */
    private static double perceptualQuantiser(double sample) {
        double power = Math.pow(sample, 1 / 78.84375);
        double light = Math.max(0, power - 0.8359375) / (18.8515625 - 18.6875 * power);
        return Math.pow(light, 1 / 0.1593017578125) * 10_000 / SDR_WHITE;
    }

    /** ITU-R BT.2100, table 5, on a display of 1,000 cd/m2, each colour by itself. */
    private static double hybridLogGamma(double sample) {
        double scene =
                sample <= 0.5 ? sample * sample / 3 : (Math.exp((sample - 0.55991073) / 0.17883277) + 0.28466892) / 12;
        return Math.pow(scene, 1.2) * 1_000 / SDR_WHITE;
    }

    private static ToneCurve narrow(ToneCurve curve) {
        return sample -> curve.light(Math.max(0, Math.min(1, (255 * sample - 16) / 219)));
    }
}
