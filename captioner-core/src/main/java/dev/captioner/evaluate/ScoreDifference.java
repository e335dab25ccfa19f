package dev.captioner.evaluate;

/**
 * How much better one system scores than another, and how sure that is.
 *
 * @param first score of the one system
 * @param second score of the other system
 * @param low lower end of the 95 % confidence interval of {@code second - first}
 * @param high upper end of the interval
 * @param better share of the resamples in which the second system scored higher; ties count half
 */
public record ScoreDifference(double first, double second, double low, double high, double better) {
    /** {@code second - first}. */
    public double difference() {
        return second - first;
    }

    /** Whether the interval excludes zero: the photos tell the systems apart. */
    public boolean isSignificant() {
        return low > 0 || high < 0;
    }
}
