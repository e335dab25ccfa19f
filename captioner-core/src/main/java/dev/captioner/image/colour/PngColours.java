package dev.captioner.image.colour;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.InflaterInputStream;

/**
 * What the chunks of a PNG say of its colours, by the precedence of the PNG specification, third edition, 4.3: cICP, iCCP, sRGB, then
 * gAMA with cHRM. A chunk that is damaged, or says something that is not understood, counts as absent.
 */
public final class PngColours {
    private static final int CICP = 0x63494350;
    private static final int ICCP = 0x69434350;
    private static final int SRGB = 0x73524742;
    private static final int GAMA = 0x67414D41;
    private static final int CHRM = 0x6348524D;

    private static final int LONGEST_PROFILE_NAME = 79;
    private static final double UNIT = 100_000;
    /** With the primaries of sRGB, this exponent stands for its curve: the specification has files say so beside sRGB. */
    private static final double SRGB_EXPONENT = 2.2;
    /** What differs less from it is not seen; libpng's threshold. */
    private static final double EXPONENT_TOLERANCE = 0.05;

    private static final double MATRIX_TOLERANCE = 0.01;

    private final boolean grey;
    private Optional<ColourSpace> codePoints = Optional.empty();
    private Optional<ColourSpace> profile = Optional.empty();
    private Optional<ColourSpace> srgb = Optional.empty();
    private OptionalDouble exponent = OptionalDouble.empty();
    private Matrix3 matrix = Matrix3.identity();

    /**
     * Without any chunk yet.
     *
     * @param grey whether the samples are grey, with or without alpha, for which only profiles of grey count
     */
    public PngColours(boolean grey) {
        this.grey = grey;
    }

    /** Whether chunks of a type say something of colours. */
    public static boolean isOfColours(int type) {
        return type == CICP || type == ICCP || type == SRGB || type == GAMA || type == CHRM;
    }

    /** Takes in a chunk. */
    public void take(int type, ByteBuffer data) {
        try {
            switch (type) {
                case CICP -> codePoints = codePoints(data);
                case ICCP -> profile = profile(data);
                case SRGB -> srgb = Optional.of(ColourSpace.SRGB);
                case GAMA -> exponent = exponent(data);
                case CHRM -> matrix = matrix(data);
                default -> {
                    // Not of colours.
                }
            }
        } catch (IndexOutOfBoundsException e) {
            // Too short: counts as absent.
        }
    }

    /** The space of the samples. */
    public ColourSpace space() {
        return codePoints
                .or(() -> profile)
                .or(() -> srgb)
                .or(() -> ColourSpace.of(curve(), grey ? Matrix3.identity() : matrix))
                .orElse(ColourSpace.SRGB);
    }

    /** Primaries, transfer, matrix, which is none in a PNG, and range. */
    private Optional<ColourSpace> codePoints(ByteBuffer data) {
        if (data.get(2) != 0) {
            return Optional.empty();
        }
        int primaries = grey ? CodePoints.SRGB_PRIMARIES : data.get(0) & 0xFF;
        return CodePoints.colourSpace(primaries, data.get(1) & 0xFF, data.get(3) != 0);
    }

    /** A name, a zero, the compression method, the compressed profile. */
    private Optional<ColourSpace> profile(ByteBuffer data) {
        int name = 0;
        while (name <= LONGEST_PROFILE_NAME && data.get(name) != 0) {
            name++;
        }
        if (data.get(name) != 0 || data.get(name + 1) != 0) {
            return Optional.empty();
        }
        byte[] compressed = new byte[data.limit() - name - 2];
        data.get(name + 2, compressed);
        try (InputStream stream = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
            byte[] inflated = stream.readNBytes(IccProfile.MOST_BYTES + 1); // if there are more, it is none
            return grey ? IccProfile.grey(inflated) : IccProfile.rgb(inflated);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static OptionalDouble exponent(ByteBuffer data) {
        long gamma = Integer.toUnsignedLong(data.getInt(0));
        return gamma == 0 ? OptionalDouble.empty() : OptionalDouble.of(UNIT / gamma);
    }

    private ToneCurve curve() {
        if (exponent.isEmpty()) {
            return ToneCurve.SRGB;
        }
        boolean ofSrgb = Math.abs(exponent.getAsDouble() / SRGB_EXPONENT - 1) <= EXPONENT_TOLERANCE;
        return ofSrgb && (grey || matrix.isIdentity(MATRIX_TOLERANCE))
                ? ToneCurve.SRGB
                : ToneCurve.gamma(exponent.getAsDouble());
    }

    /** The white, then red, green and blue. */
    private static Matrix3 matrix(ByteBuffer data) {
        Chromaticities.Point[] points = new Chromaticities.Point[4];
        for (int i = 0; i < points.length; i++) {
            points[i] = new Chromaticities.Point(
                    Integer.toUnsignedLong(data.getInt(8 * i)) / UNIT,
                    Integer.toUnsignedLong(data.getInt(8 * i + 4)) / UNIT);
        }
        return new Chromaticities(points[1], points[2], points[3], points[0])
                .toSrgb()
                .orElse(Matrix3.identity());
    }
}
