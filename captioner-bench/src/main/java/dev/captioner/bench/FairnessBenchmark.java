package dev.captioner.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What heavy neighbours cost one client of default requests: its latency beside some clients of heavy requests, and, for comparison,
 * beside as many of default ones.
 */
final class FairnessBenchmark {
    private final ServiceBenchmark defaults;
    private final ServiceBenchmark heavy;
    private final List<Row> rows = new ArrayList<>();

    /**
     * One measurement.
     *
     * @param neighbours in words
     * @param client the clients of default requests: one, and its neighbours unless they are heavy
     * @param heavy the neighbours if they are heavy, otherwise empty
     */
    private record Row(String neighbours, Load client, List<Load> heavy) {}

    /**
     * Requests what each photo gets alone.
     *
     * @param defaults address of default requests
     * @param heavy address of heavy requests
     */
    FairnessBenchmark(URI defaults, URI heavy, List<byte[]> photos) throws Exception {
        this.defaults = new ServiceBenchmark(defaults, photos);
        this.heavy = new ServiceBenchmark(heavy, photos.subList(0, 1));
    }

    /** Measures a client of default requests alone, then beside so many others of each kind. */
    FairnessBenchmark measure(List<Integer> neighbours, Duration time) throws InterruptedException, ExecutionException {
        rows.add(new Row("none", defaults.measure(1, time), List.of()));
        for (int number : neighbours) {
            rows.add(new Row(number + " default", defaults.measure(1 + number, time), List.of()));
            rows.add(beside(number, time));
        }
        return this;
    }

    private Row beside(int number, Duration time) throws InterruptedException, ExecutionException {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Load> neighbours = thread.submit(() -> heavy.measure(number, time));
            Load client = defaults.measure(1, time);
            return new Row(number + " heavy", client, List.of(neighbours.get()));
        } finally {
            thread.shutdown();
        }
    }

    /** What was neither answered nor rejected as it should be. */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (Row row : rows) {
            failures.addAll(row.client().failures());
            row.heavy().forEach(load -> failures.addAll(load.failures()));
        }
        return failures;
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder("""
                | neighbours | default: captions | p50 ms | p95 ms | p50 to that beside as many default | rejected | heavy: captions | p50 s | rejected | failed |
                |---|---|---|---|---|---|---|---|---|---|
                """);
        for (int i = 0; i < rows.size(); i++) {
            table.append(line(i));
        }
        return table.toString();
    }

    private String line(int number) {
        Row row = rows.get(number);
        Load client = row.client();
        String ratio = "";
        String neighbours = " | | ";
        int failed = client.failures().size();
        if (!row.heavy().isEmpty()) {
            Load load = row.heavy().get(0);
            ratio = String.format(
                    Locale.ROOT,
                    "%.2f",
                    client.median() / rows.get(number - 1).client().median());
            neighbours = String.format(
                    Locale.ROOT,
                    "%d | %s | %d",
                    load.answered().size(),
                    load.answered().isEmpty() ? "" : String.format(Locale.ROOT, "%.1f", load.median() / 1000),
                    load.rejected().size());
            failed += load.failures().size();
        }
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.0f | %.0f | %s | %d | %s | %d |%n",
                row.neighbours(),
                client.answered().size(),
                client.median(),
                client.quantile(0.95),
                ratio,
                client.rejected().size(),
                neighbours,
                failed);
    }
}
