package dev.captioner.bench;

/** Checks results against those of an independent implementation. */
final class ResultAgreement {
    private ResultAgreement() {}

    /**
     * Compares vectors element by element.
     *
     * @throws IllegalStateException naming the first element that differs by more than the tolerance
     */
    static void require(String what, float[] expected, float[] found, double tolerance) {
        if (found.length != expected.length) {
            throw new IllegalStateException(what + ": expected " + expected.length + " values, found " + found.length);
        }
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(found[i] - expected[i]) <= tolerance)) {
                throw new IllegalStateException(what + ", value " + i + ": expected " + expected[i] + " within "
                        + tolerance + ", found " + found[i]);
            }
        }
    }

    /**
     * Compares matrices element by element.
     *
     * @throws IllegalStateException naming the first element that differs by more than the tolerance
     */
    static void require(String what, float[][] expected, float[][] found, double tolerance) {
        if (found.length != expected.length) {
            throw new IllegalStateException(what + ": expected " + expected.length + " rows, found " + found.length);
        }
        for (int row = 0; row < expected.length; row++) {
            require(what + " of row " + row, expected[row], found[row], tolerance);
        }
    }
}
