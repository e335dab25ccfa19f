package dev.captioner.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The result of a load test with a fixed number of concurrent clients.
 *
 * @param seconds for how long they sent requests
 * @param answered latency in milliseconds of each photo that got its caption, from the first byte sent to the last received
 * @param rejected latency in milliseconds of each request that the full queue rejected: 503 with Retry-After
 * @param failures any other response
 */
record Load(int clients, double seconds, List<Double> answered, List<Double> rejected, List<String> failures) {
    Load {
        answered = List.copyOf(answered);
        rejected = List.copyOf(rejected);
        failures = List.copyOf(failures);
    }

    double perSecond() {
        return answered.size() / seconds;
    }

    double median() {
        return sample(answered).median();
    }

    private static Sample sample(List<Double> milliseconds) {
        return new Sample(milliseconds.stream().mapToDouble(Double::doubleValue).toArray());
    }

    double quantile(double share) {
        return sample(answered).quantile(share);
    }

    private String row() {
        Sample latency = sample(answered);
        Sample rejection = sample(rejected);
        return String.format(
                Locale.ROOT,
                "| %d | %.1f | %.0f | %.0f | %.0f | %d | %s | %d |%n",
                clients,
                perSecond(),
                latency.median(),
                latency.quantile(0.95),
                latency.quantile(0.99),
                rejected.size(),
                rejected.isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%.0f, %.0f, %.0f",
                                rejection.median(),
                                rejection.quantile(0.99),
                                rejection.max()),
                failures.size());
    }

    static String table(List<Load> loads) {
        StringBuilder table = new StringBuilder("""
                | clients | captions/s | p50 ms | p95 ms | p99 ms | rejected (503) | ms to reject: p50, p99, max | failed |
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
