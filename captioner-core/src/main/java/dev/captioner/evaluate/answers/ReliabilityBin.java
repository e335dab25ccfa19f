package dev.captioner.evaluate.answers;

/**
 * The answers whose probability lies in one interval.
 *
 * @param low lower end of the interval, outside it; but 0 lies in the first
 * @param high upper end, inside it
 * @param answers how many, at least one
 * @param probability their mean
 * @param accuracy their mean
 */
public record ReliabilityBin(double low, double high, int answers, double probability, double accuracy) {}
