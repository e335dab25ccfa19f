package dev.captioner.bench;

import java.util.Arrays;

/** Measurements of one quantity, sorted. */
final class Sample {
    private final double[] sorted;

    Sample(double... values) {
        sorted = values.clone();
        Arrays.sort(sorted);
    }

    int size() {
        return sorted.length;
    }

    double min() {
        return quantile(0);
    }

    double median() {
        return quantile(0.5);
    }

    double max() {
        return quantile(1);
    }

    /** The measurement nearest to a quantile between 0 and 1; NaN when there are none. */
    double quantile(double level) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(level * (sorted.length - 1))];
    }
}
