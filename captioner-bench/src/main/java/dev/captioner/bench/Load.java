package dev.captioner.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What so many clients at a time got.
 *
 * @param seconds for how long they sent
 * @param answered milliseconds of each photo that got its caption, from the first byte sent to the last received
 * @param refused the same of each that got 429 with Retry-After
 * @param failures what else came in place of a caption
 */
record Load(int clients, double seconds, List<Double> answered, List<Double> refused, List<String> failures) {
    Load {
        answered = answered.stream().sorted().toList();
        refused = refused.stream().sorted().toList();
        failures = List.copyOf(failures);
    }

    double perSecond() {
        return answered.size() / seconds;
    }

    double median() {
        return quantile(answered, 0.5);
    }

    private static double quantile(List<Double> sorted, double share) {
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size())));
    }

    private String row() {
        return String.format(
                Locale.ROOT,
                "| %d | %.1f | %.0f | %.0f | %.0f | %d | %s | %d |%n",
                clients,
                perSecond(),
                median(),
                quantile(answered, 0.95),
                quantile(answered, 0.99),
                refused.size(),
                refused.isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%.0f, %.0f, %.0f",
                                quantile(refused, 0.5),
                                quantile(refused, 0.99),
                                quantile(refused, 1)),
                failures.size());
    }

    static String table(List<Load> loads) {
        StringBuilder table = new StringBuilder("""
                | clients | captions a second | p50 ms | p95 ms | p99 ms | refused (429) | ms to refuse: p50, p99, most | failed |
                |---|---|---|---|---|---|---|---|
                """);
        loads.forEach(load -> table.append(load.row()));
        return table.toString();
    }

    /** What went wrong, of all of them. */
    static List<String> failures(List<Load> loads) {
        List<String> failures = new ArrayList<>();
        loads.forEach(load -> failures.addAll(load.failures()));
        return failures;
    }
}
