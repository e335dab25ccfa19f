package dev.captioner.image.colour;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads ICC profiles (ICC.1:2022; versions 2 and 4) whose colours are tone curves and a matrix, one tone curve for grey, or a table for
 * four inks. Made for untrusted bytes: any bytes give a colour space of finite numbers, or nothing. Profiles of other kinds give nothing.
 */
public final class IccProfile {
    /** Bytes of a profile, at most. Those of displays and cameras have some hundred, those of printers up to 3 million. */
    public static final int MOST_BYTES = 4 << 20;

    private static final int HEADER = 128;
    private static final int VERSION = 8;
    private static final int CLASS = 12;
    private static final int SPACE = 16;
    private static final int CONNECTION_SPACE = 20;
    private static final int SIGNATURE = 36;
    private static final int TAG_ENTRY = 12;
    private static final int MOST_TAGS = 200;
    private static final double S15_FIXED_16 = 65_536;

    private final ByteBuffer bytes;

    private IccProfile(byte[] profile) {
        bytes = ByteBuffer.wrap(profile);
    }

    /** The space of RGB samples; empty when the bytes are not a sound profile of RGB by curves and matrix. */
    public static Optional<ColourSpace> rgb(byte[] profile) {
        return read(profile, "RGB ", IccProfile::rgbSpace);
    }

    /** The space of grey samples; empty when the bytes are not a sound profile of grey by a curve. */
    public static Optional<ColourSpace> grey(byte[] profile) {
        return read(profile, "GRAY", IccProfile::greySpace);
    }

    /** The colours of cyan, magenta, yellow and black; empty when the bytes are not a sound profile of them by a table. */
    public static Optional<InkSpace> inks(byte[] profile) {
        return read(profile, "CMYK", IccProfile::inkSpace);
    }

    private static <T> Optional<T> read(byte[] profile, String space, Function<IccProfile, Optional<T>> reading) {
        if (profile.length > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            IccProfile read = new IccProfile(profile);
            return read.isOf(space) ? reading.apply(read) : Optional.empty();
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty(); // it ends early, or points outside of itself
        }
    }

    private boolean isOf(String space) {
        int version = bytes.get(VERSION);
        return is("acsp", SIGNATURE)
                && version >= 2
                && version <= 4
                && (is("mntr", CLASS) || is("scnr", CLASS) || is("prtr", CLASS) || is("spac", CLASS))
                && is(space, SPACE);
    }

    private Optional<ColourSpace> rgbSpace() {
        Optional<ColourSpace> codePoints = tag("cicp").flatMap(IccProfile::codePoints);
        if (codePoints.isPresent()) {
            return codePoints;
        }
        if (!is("XYZ ", CONNECTION_SPACE)) {
            return Optional.empty();
        }
        Optional<double[]> redPrimary = tag("rXYZ").flatMap(IccProfile::xyz);
        Optional<double[]> greenPrimary = tag("gXYZ").flatMap(IccProfile::xyz);
        Optional<double[]> bluePrimary = tag("bXYZ").flatMap(IccProfile::xyz);
        Optional<ToneCurve> red = tag("rTRC").flatMap(IccProfile::curve);
        Optional<ToneCurve> green = tag("gTRC").flatMap(IccProfile::curve);
        Optional<ToneCurve> blue = tag("bTRC").flatMap(IccProfile::curve);
        if (redPrimary.isEmpty()
                || greenPrimary.isEmpty()
                || bluePrimary.isEmpty()
                || red.isEmpty()
                || green.isEmpty()
                || blue.isEmpty()) {
            return Optional.empty();
        }
        Matrix3 toConnectionSpace = Matrix3.columns(redPrimary.get(), greenPrimary.get(), bluePrimary.get());
        if (toConnectionSpace.inverse().isEmpty()) {
            return Optional.empty();
        }
        return ColourSpace.of(
                red.get(),
                green.get(),
                blue.get(),
                Chromaticities.connectionToSrgb().times(toConnectionSpace));
    }

    private Optional<ColourSpace> greySpace() {
        return tag("kTRC").flatMap(IccProfile::curve).flatMap(curve -> ColourSpace.of(curve, Matrix3.identity()));
    }

    /** By the table for photos. */
    private Optional<InkSpace> inkSpace() {
        if (!is("Lab ", CONNECTION_SPACE)) {
            return Optional.empty();
        }
        return tag("A2B0").flatMap(InkSpace::of);
    }

    /** The first tag of a name. */
    private Optional<ByteBuffer> tag(String name) {
        int tags = Math.min(MOST_TAGS, bytes.getInt(HEADER));
        for (int i = 0, at = HEADER + 4; i < tags; i++, at += TAG_ENTRY) {
            if (is(name, at)) {
                return Optional.of(bytes.slice(bytes.getInt(at + 4), bytes.getInt(at + 8)));
            }
        }
        return Optional.empty();
    }

    private boolean is(String name, int at) {
        return is(name, bytes, at);
    }

    private static boolean is(String name, ByteBuffer bytes, int at) {
        for (int i = 0; i < name.length(); i++) {
            if (bytes.get(at + i) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** ICC.1:2022, 10.31. */
    private static Optional<double[]> xyz(ByteBuffer tag) {
        if (!is("XYZ ", tag, 0)) {
            return Optional.empty();
        }
        return Optional.of(new double[] {fixed(tag, 8), fixed(tag, 12), fixed(tag, 16)});
    }

    private static Optional<ColourSpace> codePoints(ByteBuffer tag) {
        if (!is("cicp", tag, 0)) {
            return Optional.empty();
        }
        return CodePoints.colourSpace(tag.get(8) & 0xFF, tag.get(9) & 0xFF, tag.get(11) != 0);
    }

    private static Optional<ToneCurve> curve(ByteBuffer tag) {
        if (is("curv", tag, 0)) {
            return Optional.of(sampledCurve(tag));
        }
        return is("para", tag, 0) ? parametricCurve(tag) : Optional.empty();
    }

    /** ICC.1:2022, 10.6: no entry is the identity, one is an exponent, several are light at equal distances. */
    private static ToneCurve sampledCurve(ByteBuffer tag) {
        int entries = tag.getInt(8);
        if (entries == 0) {
            return ToneCurve.gamma(1);
        }
        if (entries == 1) {
            return ToneCurve.gamma(Short.toUnsignedInt(tag.getShort(12)) / 256.0);
        }
        if (entries < 0 || entries > (tag.limit() - 12) / Short.BYTES) {
            throw new IndexOutOfBoundsException("a curve of " + entries + " entries");
        }
        return sample -> {
            double place = sample * (entries - 1);
            int before = Math.min((int) place, entries - 2);
            double low = Short.toUnsignedInt(tag.getShort(12 + 2 * before));
            double high = Short.toUnsignedInt(tag.getShort(14 + 2 * before));
            return (low + (high - low) * (place - before)) / 65_535;
        };
    }

    /** ICC.1:2022, 10.18. */
    private static Optional<ToneCurve> parametricCurve(ByteBuffer tag) {
        int type = Short.toUnsignedInt(tag.getShort(8));
        double g = fixed(tag, 12);
        if (type == 0) {
            return Optional.of(clipped(ToneCurve.gamma(g)));
        }
        if (type > 4) {
            return Optional.empty();
        }
        double a = fixed(tag, 16);
        double b = fixed(tag, 20);
        double c = type >= 2 ? fixed(tag, 24) : 0;
        double d = type >= 3 ? fixed(tag, 28) : -b / a;
        double e = type == 4 ? fixed(tag, 32) : 0;
        double f = type == 4 ? fixed(tag, 36) : 0;
        double slope = type >= 3 ? c : 0;
        double dark = type == 2 ? c : f;
        double offset = type == 2 ? c : e;
        return Optional.of(clipped(sample ->
                sample >= d ? Math.pow(Math.max(0, a * sample + b), g) + offset : slope * sample + dark));
    }

    private static ToneCurve clipped(ToneCurve curve) {
        return sample -> Math.max(0, Math.min(1, curve.light(sample)));
    }

    private static double fixed(ByteBuffer tag, int at) {
        return tag.getInt(at) / S15_FIXED_16;
    }
}
