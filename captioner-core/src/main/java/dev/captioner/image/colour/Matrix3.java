package dev.captioner.image.colour;

import java.util.Optional;

/**
 * A matrix of 3 x 3, for colours as columns of three numbers.
 *
 * @param values row by row
 */
@SuppressWarnings("ArrayRecordComponent") // identity is not used
record Matrix3(double[] values) {
    /** Below this determinant, the primaries of a colour space lie on one line. ProPhoto's is 0.2, sRGB's 0.09. */
    private static final double SINGULAR = 1e-6;

    static Matrix3 identity() {
        return diagonal(new double[] {1, 1, 1});
    }

    static Matrix3 diagonal(double[] values) {
        return new Matrix3(new double[] {values[0], 0, 0, 0, values[1], 0, 0, 0, values[2]});
    }

    /** The matrix of three columns. */
    static Matrix3 columns(double[] first, double[] second, double[] third) {
        return new Matrix3(new double[] {
            first[0], second[0], third[0], first[1], second[1], third[1], first[2], second[2], third[2]
        });
    }

    double at(int row, int column) {
        return values[3 * row + column];
    }

    /** This matrix times a column. */
    double[] times(double... column) {
        double[] product = new double[3];
        for (int row = 0; row < 3; row++) {
            product[row] = at(row, 0) * column[0] + at(row, 1) * column[1] + at(row, 2) * column[2];
        }
        return product;
    }

    /** This matrix times another. */
    Matrix3 times(Matrix3 right) {
        return columns(times(right.column(0)), times(right.column(1)), times(right.column(2)));
    }

    /** The inverse; empty when there is none, or when a number is not finite. */
    Optional<Matrix3> inverse() {
        double[] first = cross(column(1), column(2));
        double[] second = cross(column(2), column(0));
        double[] third = cross(column(0), column(1));
        double determinant = at(0, 0) * first[0] + at(1, 0) * first[1] + at(2, 0) * first[2];
        if (!(Math.abs(determinant) > SINGULAR) || Double.isInfinite(determinant)) {
            return Optional.empty();
        }
        double[] inverse = {first[0], first[1], first[2], second[0], second[1], second[2], third[0], third[1], third[2]
        };
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] /= determinant;
        }
        return Optional.of(new Matrix3(inverse));
    }

    /** Whether every number is about that of the identity. */
    boolean isIdentity(double tolerance) {
        double[] identity = identity().values;
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i] - identity[i]) <= tolerance)) {
                return false;
            }
        }
        return true;
    }

    private double[] column(int column) {
        return new double[] {at(0, column), at(1, column), at(2, column)};
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }
}
