package dev.captioner.image.colour;

import java.util.Optional;

/**
 * An RGB space by a tone curve for each sample and a matrix. Grey is the same curve three times and no matrix.
 */
public final class ColourSpace {
    /** The space of all pixels that captioner works with. */
    public static final ColourSpace SRGB =
            new ColourSpace(ToneCurve.SRGB, ToneCurve.SRGB, ToneCurve.SRGB, Matrix3.identity());

    private final ToneCurve red;
    private final ToneCurve green;
    private final ToneCurve blue;
    /** Light of this space to light of sRGB. */
    private final Matrix3 toSrgb;

    private ColourSpace(ToneCurve red, ToneCurve green, ToneCurve blue, Matrix3 toSrgb) {
        this.red = red;
        this.green = green;
        this.blue = blue;
        this.toSrgb = toSrgb;
    }

    static Optional<ColourSpace> of(ToneCurve curve, Matrix3 toSrgb) {
        return of(curve, curve, curve, toSrgb);
    }

    /** Empty when a curve is not sound. */
    static Optional<ColourSpace> of(ToneCurve red, ToneCurve green, ToneCurve blue, Matrix3 toSrgb) {
        if (!red.isSound() || !green.isSound() || !blue.isSound()) {
            return Optional.empty();
        }
        return Optional.of(new ColourSpace(red, green, blue, toSrgb));
    }

    /** Colours of this space to sRGB; {@link ColourConversion#NONE} when this is sRGB, within what rounding makes of it. */
    public ColourConversion toSrgb() {
        TableConversion conversion = new TableConversion(new ToneCurve[] {red, green, blue}, toSrgb);
        return conversion.changesLittle() ? ColourConversion.NONE : conversion;
    }
}
