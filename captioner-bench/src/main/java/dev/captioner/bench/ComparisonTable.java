package dev.captioner.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The times of a comparison. Prints as a Markdown table for docs/benchmarks.md. */
final class ComparisonTable {
    private static final String ROW = "| %-38s | %8s | %8s | %8s | %8s | %9s | %12s |%n";

    private final String title;
    private final String unit;
    private final Map<String, Sample> samples = new LinkedHashMap<>();

    /**
     * A table.
     *
     * @param unit what the candidates produce, in the singular
     * @param milliseconds times per unit by candidate; the first candidate is the baseline
     */
    ComparisonTable(String title, String unit, Map<String, double[]> milliseconds) {
        this.title = title;
        this.unit = unit;
        milliseconds.forEach((name, times) -> samples.put(name, new Sample(times)));
    }

    /** The times of a candidate, in milliseconds per unit. */
    Sample times(String name) {
        Sample times = samples.get(name);
        if (times == null) {
            throw new IllegalArgumentException("no candidate " + name + " among " + samples.keySet());
        }
        return times;
    }

    /**
     * For each candidate: minimum, median and 95th percentile of its time per unit, throughput at the median, and minimum and median
     * relative to the baseline. The minimum is the cost of the code itself; the others also depend on the load of the machine.
     */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(
                String.format(ROW, title, "min ms", "median", "p95", unit + "s/s", "min ratio", "median ratio"));
        table.append("|---|---|---|---|---|---|---|").append(System.lineSeparator());
        Sample baseline = samples.values().iterator().next();
        samples.forEach((name, times) -> table.append(String.format(
                ROW,
                name,
                decimals(times.min()),
                decimals(times.median()),
                decimals(times.quantile(0.95)),
                String.format(Locale.ROOT, "%.0f", 1000 / times.median()),
                String.format(Locale.ROOT, "%.2f", times.min() / baseline.min()),
                String.format(Locale.ROOT, "%.2f", times.median() / baseline.median()))));
        return table.toString();
    }

    private static String decimals(double milliseconds) {
        return String.format(Locale.ROOT, milliseconds < 10 ? "%.2f" : "%.1f", milliseconds);
    }
}
