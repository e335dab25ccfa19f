package dev.captioner.image.colour;

import java.util.Optional;

/**
 * Where the primaries and the white of an RGB space lie in the CIE 1931 diagram.
 *
 * @param red its x and y
 * @param green its x and y
 * @param blue its x and y
 * @param white its x and y
 */
record Chromaticities(Point red, Point green, Point blue, Point white) {
    static final Point D65 = new Point(0.3127, 0.3290);

    /** ITU-R BT.709, and so sRGB (IEC 61966-2-1). */
    static final Chromaticities SRGB = of(0.64, 0.33, 0.30, 0.60, 0.15, 0.06, D65);

    /** The white of ICC's connection space, as ICC.1 writes it. */
    private static final double[] D50_XYZ = {0.9642, 1, 0.8249};

    /** The linearised Bradford transform (ICC.1:2022, annex E): XYZ to the responses of three kinds of cones. */
    private static final Matrix3 BRADFORD =
            new Matrix3(new double[] {0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296});

    private static final Matrix3 BRADFORD_BACK = BRADFORD.inverse().orElseThrow();
    private static final Matrix3 XYZ_TO_SRGB =
            SRGB.toXyz().flatMap(Matrix3::inverse).orElseThrow();
    private static final Matrix3 CONNECTION_TO_SRGB = XYZ_TO_SRGB.times(adaptation(D50_XYZ, D65.xyz()));

    /** A point of the diagram. */
    record Point(double x, double y) {
        /** With Y = 1. */
        private double[] xyz() {
            return new double[] {x / y, 1, (1 - x - y) / y};
        }

        private boolean isColour() {
            return x >= 0 && y > 0 && x + y <= 1;
        }
    }

    static Chromaticities of(double rx, double ry, double gx, double gy, double bx, double by, Point white) {
        return new Chromaticities(new Point(rx, ry), new Point(gx, gy), new Point(bx, by), white);
    }

    /** Linear RGB of this space to linear sRGB, white to white; empty when the points do not span a space. */
    Optional<Matrix3> toSrgb() {
        if (!red.isColour() || !green.isColour() || !blue.isColour() || !white.isColour()) {
            return Optional.empty();
        }
        return toXyz().map(xyz ->
                XYZ_TO_SRGB.times(adaptation(white.xyz(), D65.xyz())).times(xyz));
    }

    /** XYZ of ICC's connection space to linear sRGB. */
    static Matrix3 connectionToSrgb() {
        return CONNECTION_TO_SRGB;
    }

    /** XYZ of the white of ICC's connection space. */
    static double[] connectionWhite() {
        return D50_XYZ.clone();
    }

    /** SMPTE RP 177: the primaries in the amounts that together make the white. */
    private Optional<Matrix3> toXyz() {
        Matrix3 primaries = Matrix3.columns(red.xyz(), green.xyz(), blue.xyz());
        return primaries.inverse().map(inverse -> primaries.times(Matrix3.diagonal(inverse.times(white.xyz()))));
    }

    private static Matrix3 adaptation(double[] from, double[] to) {
        double[] seen = BRADFORD.times(from);
        double[] wanted = BRADFORD.times(to);
        double[] gains = {wanted[0] / seen[0], wanted[1] / seen[1], wanted[2] / seen[2]};
        return BRADFORD_BACK.times(Matrix3.diagonal(gains)).times(BRADFORD);
    }
}
