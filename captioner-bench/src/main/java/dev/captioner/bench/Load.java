package dev.captioner.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The result of a load test with a fixed number of concurrent clients.
 *
 * @param seconds for how long they sent requests
 * @param answered latency in milliseconds of each photo that got its caption, from the first byte sent to the last received
 * @param rejected latency in milliseconds of each request that got 429 with Retry-After
 * @param failures any other response
 */
record Load(int clients, double seconds, List<Double> answered, List<Double> rejected, List<String> failures) {
    Load {
        answered = answered.stream().sorted().toList();
        rejected = rejected.stream().sorted().toList();
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
                rejected.size(),
                rejected.isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%.0f, %.0f, %.0f",
                                quantile(rejected, 0.5),
                                quantile(rejected, 0.99),
                                quantile(rejected, 1)),
                failures.size());
    }

    static String table(List<Load> loads) {
        StringBuilder table = new StringBuilder("""
                | clients | captions a second | p50 ms | p95 ms | p99 ms | rejected (429) | ms to reject: p50, p99, max | failed |
                |---|---|---|---|---|---|---|---|
                """);
        loads.forEach(load -> table.append(load.row()));
        return table.toString();
    }

    /** The failures of several results. */
    static List<String> failures(List<Load> loads) {
        List<String> failures = new ArrayList<>();
        loads.forEach(load -> failures.addAll(load.failures()));
        return failures;
    }
}
