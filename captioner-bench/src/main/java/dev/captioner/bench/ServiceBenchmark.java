package dev.captioner.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A running service under clients who each send a photo, wait for its caption and send the next. Every caption has to be the one
 * that the photo gets when nobody else is there.
 */
final class ServiceBenchmark {
    private final URI address;
    private final List<byte[]> photos;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ServiceBenchmark(URI address, List<byte[]> photos) {
        this.address = address;
        this.photos = photos;
    }

    /** Runs so many clients at a time for so long each, and gives a table. */
    String run(List<Integer> clients, int seconds) throws Exception {
        List<String> alone = new ArrayList<>();
        for (byte[] photo : photos) {
            alone.add(captions(send(photo)));
        }
        measure(8, Math.max(1, seconds / 2), alone); // warms up
        StringBuilder table = new StringBuilder("""
                | clients | captions a second | p50 ms | p95 ms | p99 ms | refused | failed |
                |---|---|---|---|---|---|---|
                """);
        for (int number : clients) {
            table.append(measure(number, seconds, alone));
        }
        return table.toString();
    }

    private static final class Tally {
        private final List<Double> milliseconds = new ArrayList<>();
        private int refused;
        private int failed;
    }

    private String measure(int clients, int seconds, List<String> alone)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        long from = System.nanoTime();
        long until = from + TimeUnit.SECONDS.toNanos(seconds);
        List<Future<Tally>> running = new ArrayList<>();
        for (int number = 0; number < clients; number++) {
            int first = number;
            running.add(threads.submit(() -> work(first, until, alone)));
        }
        Tally all = new Tally();
        for (Future<Tally> one : running) {
            Tally tally = one.get();
            all.milliseconds.addAll(tally.milliseconds);
            all.refused += tally.refused;
            all.failed += tally.failed;
        }
        double elapsed = (System.nanoTime() - from) / 1e9;
        threads.shutdown();
        Collections.sort(all.milliseconds);
        return String.format(
                Locale.ROOT,
                "| %d | %.1f | %.0f | %.0f | %.0f | %d | %d |%n",
                clients,
                all.milliseconds.size() / elapsed,
                quantile(all.milliseconds, 0.5),
                quantile(all.milliseconds, 0.95),
                quantile(all.milliseconds, 0.99),
                all.refused,
                all.failed);
    }

    private static double quantile(List<Double> sorted, double share) {
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size())));
    }

    private Tally work(int first, long until, List<String> alone) throws IOException, InterruptedException {
        Tally tally = new Tally();
        for (int i = first; System.nanoTime() < until; i++) {
            long from = System.nanoTime();
            HttpResponse<String> response = send(photos.get(i % photos.size()));
            if (response.statusCode() == 200 && captions(response).equals(alone.get(i % alone.size()))) {
                tally.milliseconds.add((System.nanoTime() - from) / 1e6);
            } else if (response.statusCode() == 429) {
                tally.refused++;
                Thread.sleep(200); // sooner than it is told, so that the queue stays full
            } else {
                tally.failed++;
            }
        }
        return tally;
    }

    private HttpResponse<String> send(byte[] photo) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "image/jpeg")
                .POST(HttpRequest.BodyPublishers.ofByteArray(photo))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** All but the timings, which come last. */
    private static String captions(HttpResponse<String> response) {
        int end = response.body().indexOf("\"timings\"");
        return end < 0 ? response.body() : response.body().substring(0, end);
    }
}
