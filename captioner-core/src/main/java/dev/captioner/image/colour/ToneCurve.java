package dev.captioner.image.colour;

/** What light a sample stands for: samples and light from 0 to 1. Light of HDR pictures may be more than 1, which is SDR white. */
@FunctionalInterface
interface ToneCurve {
    /** IEC 61966-2-1. */
    ToneCurve SRGB =
            sample -> sample <= 0.04045 ? sample / 12.92 : Math.pow((Math.max(0, sample) + 0.055) / 1.055, 2.4);

    double light(double sample);

    /** The sample of sRGB for a light from 0 to 1. */
    static double srgbSample(double light) {
        return light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
    }

    static ToneCurve gamma(double exponent) {
        return sample -> Math.pow(Math.max(0, sample), exponent);
    }

    /** Whether it rises from black to white and is a number everywhere; that of a broken profile may not. */
    default boolean isSound() {
        for (int sample = 0; sample < 256; sample++) {
            if (!Double.isFinite(light(sample / 255.0))) {
                return false;
            }
        }
        return light(1) > light(0);
    }
}
