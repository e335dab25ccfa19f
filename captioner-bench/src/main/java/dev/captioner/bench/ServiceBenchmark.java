package dev.captioner.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A load test of a running service. Each client sends a photo, waits for its caption and sends the next one. A rejected client
 * retries after the time in Retry-After. Every caption must equal the one that the photo gets without concurrent requests.
 */
final class ServiceBenchmark {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final URI address;
    private final List<byte[]> photos;
    private final List<String> alone = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * Requests the caption of each photo once.
     *
     * @param address URL to post photos to
     */
    ServiceBenchmark(URI address, List<byte[]> photos) throws IOException, InterruptedException {
        this.address = address;
        this.photos = photos;
        for (byte[] photo : photos) {
            HttpResponse<String> response = send(photo);
            if (response.statusCode() != 200) {
                throw new IllegalStateException("expected a caption, found " + describe(response));
            }
            alone.add(captions(response));
        }
    }

    /** The responses to one client. */
    private static final class Tally {
        private final List<Double> answered = new ArrayList<>();
        private final List<Double> rejected = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();
    }

    /** Runs a number of concurrent clients for a given time. */
    Load measure(int clients, Duration time) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        long from = System.nanoTime();
        long until = from + time.toNanos();
        List<Future<Tally>> running = new ArrayList<>();
        for (int number = 0; number < clients; number++) {
            int first = number;
            running.add(threads.submit(() -> work(first, until)));
        }
        Tally all = new Tally();
        for (Future<Tally> one : running) {
            Tally tally = one.get();
            all.answered.addAll(tally.answered);
            all.rejected.addAll(tally.rejected);
            all.failures.addAll(tally.failures);
        }
        double elapsed = (System.nanoTime() - from) / 1e9;
        threads.shutdown();
        return new Load(clients, elapsed, all.answered, all.rejected, all.failures);
    }

    private Tally work(int first, long until) throws InterruptedException {
        Tally tally = new Tally();
        for (int i = first; System.nanoTime() < until; i++) {
            long from = System.nanoTime();
            try {
                HttpResponse<String> response = send(photos.get(i % photos.size()));
                double milliseconds = (System.nanoTime() - from) / 1e6;
                Duration wait = retryAfter(response);
                if (response.statusCode() == 200 && captions(response).equals(alone.get(i % alone.size()))) {
                    tally.answered.add(milliseconds);
                } else if (isRejection(response) && !wait.isZero()) {
                    tally.rejected.add(milliseconds);
                    Thread.sleep(Math.min(wait.toMillis(), millisecondsTo(until)));
                } else {
                    tally.failures.add(describe(response));
                }
            } catch (IOException e) {
                tally.failures.add("lost: " + e);
            }
        }
        return tally;
    }

    /** Not every 503 is a rejection: a request that was admitted and then took too long has failed. */
    private static boolean isRejection(HttpResponse<String> response) {
        return response.statusCode() == 503 && response.body().contains("/problems/overloaded");
    }

    private static long millisecondsTo(long time) {
        return Math.max(0, (time - System.nanoTime()) / 1_000_000 + 1); // not before that time
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return Duration.ofSeconds(
                response.headers().firstValueAsLong("Retry-After").orElse(0));
    }

    private HttpResponse<String> send(byte[] photo) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "image/jpeg")
                .POST(HttpRequest.BodyPublishers.ofByteArray(photo))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String describe(HttpResponse<String> response) {
        return response.statusCode() + " " + response.body();
    }

    /** The response without the timings, which come last. */
    private static String captions(HttpResponse<String> response) {
        int end = response.body().indexOf("\"timings\"");
        return end < 0 ? response.body() : response.body().substring(0, end);
    }
}
