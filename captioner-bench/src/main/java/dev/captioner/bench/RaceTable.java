package dev.captioner.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a race took. Prints as a Markdown table, ready for docs/benchmarks.md. */
final class RaceTable {
    private static final String ROW = "| %-38s | %8s | %8s | %8s | %8s | %9s | %12s |%n";

    private final String title;
    private final String unit;
    private final Map<String, double[]> sorted = new LinkedHashMap<>();

    /**
     * A table.
     *
     * @param unit what is made, in the singular
     * @param milliseconds a unit by contestant, in the order in which they were entered
     */
    RaceTable(String title, String unit, Map<String, double[]> milliseconds) {
        this.title = title;
        this.unit = unit;
        milliseconds.forEach((name, times) -> {
            double[] copy = times.clone();
            Arrays.sort(copy);
            sorted.put(name, copy);
        });
    }

    /** Milliseconds below which a share of a contestant's rounds lies; 0 gives the least, 0.5 the median. */
    double quantile(String name, double share) {
        double[] times = sorted.get(name);
        if (times == null) {
            throw new IllegalArgumentException("no contestant " + name + " among " + sorted.keySet());
        }
        return quantile(times, share);
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    /**
     * For each contestant the least, the median and the 95th percentile of its milliseconds a unit, units a second at the median,
     * and least and median divided by the first contestant's. The least says what the code can do, the others also what else the
     * machine was doing.
     */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(
                String.format(ROW, title, "min ms", "median", "p95", unit + "s/s", "min ratio", "median ratio"));
        table.append("|---|---|---|---|---|---|---|").append(System.lineSeparator());
        double[] first = sorted.values().iterator().next();
        sorted.forEach((name, times) -> {
            double median = quantile(times, 0.5);
            table.append(String.format(
                    ROW,
                    name,
                    decimals(times[0]),
                    decimals(median),
                    decimals(quantile(times, 0.95)),
                    String.format(Locale.ROOT, "%.0f", 1000 / median),
                    String.format(Locale.ROOT, "%.2f", times[0] / first[0]),
                    String.format(Locale.ROOT, "%.2f", median / quantile(first, 0.5))));
        });
        return table.toString();
    }

    private static String decimals(double milliseconds) {
        return String.format(Locale.ROOT, milliseconds < 10 ? "%.2f" : "%.1f", milliseconds);
    }
}
