package dev.captioner.train;

/** Sums over an epoch's updates. Mutable. */
final class EpochTotals {
    private final long start = System.nanoTime();
    private double weightedLoss;
    private double weight;
    private double tokens;
    private double gradientNorm;
    private int updates;
    private long end = start;

    /**
     * Adds an update.
     *
     * @param loss mean over {@code lossWeight} units
     * @param trained words and ends
     */
    void add(double loss, double lossWeight, int trained, double norm) {
        weightedLoss += loss * lossWeight;
        weight += lossWeight;
        tokens += trained;
        gradientNorm += norm;
        updates++;
        end = System.nanoTime();
    }

    int updates() {
        return updates;
    }

    double loss() {
        return weightedLoss / weight;
    }

    double gradientNorm() {
        return gradientNorm / updates;
    }

    double tokensPerSecond() {
        return tokens / ((end - start) / 1e9);
    }

    double secondsSinceStart() {
        return (System.nanoTime() - start) / 1e9;
    }
}
