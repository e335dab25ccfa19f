package dev.captioner.evaluate.chart;

/**
 * The values that one side of a panel spans.
 *
 * @param low the value at its left or lower end
 * @param high the value at its right or upper end, above {@code low}
 */
public record Axis(double low, double high) {
    /** Zero to one: shares and probabilities. */
    public static final Axis UNIT = new Axis(0, 1);

    /** Checks the order. */
    public Axis {
        if (!(low < high) || Double.isInfinite(high - low)) {
            throw new IllegalArgumentException(
                    "an axis goes from a lower to a higher finite value, found " + low + " to " + high);
        }
    }

    /** Where a value lies between the ends, as a share of the length. */
    double share(double value) {
        return (value - low) / (high - low);
    }
}
