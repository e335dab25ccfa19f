package dev.captioner.math;

/** Softmax and its logarithm over one row, the same bits on every machine. */
public final class Softmax {
    /** Halvings of the exponent before the series, and squarings of its value after. */
    private static final double SCALE = 1.0 / 1024;

    /** e^-64 is lost in rounding next to the 1 that the largest value adds to every sum. */
    private static final double SMALLEST = -64;

    private Softmax() {}

    /** Replaces scores by probabilities, e^x_i / sum_j e^x_j. */
    public static void softmax(float[] row) {
        double[] exponentials = exponentials(row, max(row));
        double sum = sum(exponentials);
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (exponentials[i] / sum);
        }
    }

    /** Replaces scores by the natural logarithms of their probabilities, x_i - ln sum_j e^x_j. */
    public static void logSoftmax(float[] row) {
        float max = max(row);
        float logSum = (float) StrictMath.log(sum(exponentials(row, max)));
        for (int i = 0; i < row.length; i++) {
            row[i] = (row[i] - max) - logSum;
        }
    }

    /** The logarithm of the mean of the exponentials, ln (sum_i e^x_i / n). */
    public static float logMeanExp(float[] row) {
        float max = max(row);
        return max + (float) StrictMath.log(sum(exponentials(row, max)) / row.length);
    }

    private static float max(float[] row) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < row.length; i++) {
            max = Math.max(max, row[i]);
        }
        return max;
    }

    private static double[] exponentials(float[] row, float max) {
        double[] values = new double[row.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = row[i] - max;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = exp(values[i]);
        }
        return values;
    }

    /** e^x for x from -64 to 0, relative error at most 1e-9, and e^-64 below: e^x = (e^(x/1024))^1024, the inner one by its series. */
    public static double exp(double x) {
        double t = Math.max(SMALLEST, x) * SCALE;
        double e = 1 + t * (1 + t * (1.0 / 2 + t * (1.0 / 6 + t * (1.0 / 24 + t * (1.0 / 120 + t * (1.0 / 720))))));
        e *= e;
        e *= e;
        e *= e;
        e *= e;
        e *= e;
        e *= e;
        e *= e;
        e *= e;
        e *= e;
        return e * e;
    }

    private static double sum(double[] values) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            sum0 += values[i];
            sum1 += values[i + 1];
            sum2 += values[i + 2];
            sum3 += values[i + 3];
        }
        for (; i < values.length; i++) {
            sum0 += values[i];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
