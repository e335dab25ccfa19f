package dev.captioner.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.captioner.testing.TestTags;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag(TestTags.SLOW)
class ServiceBenchmarkTest {
    private static final List<byte[]> PHOTOS = List.of("first".getBytes(UTF_8), "second".getBytes(UTF_8));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private ServiceBenchmark benchmark(HttpHandler handler) throws Exception {
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            handler.handle(exchange);
        });
        return new ServiceBenchmark(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), PHOTOS);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String photo(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    }

    @Test
    void captionsAreCountedWhateverTheirTimings() throws Exception {
        AtomicInteger timing = new AtomicInteger();
        ServiceBenchmark benchmark = benchmark(
                exchange -> answer(exchange, 200, photo(exchange) + " \"timings\": " + timing.incrementAndGet()));

        Load load = benchmark.measure(3, Duration.ofMillis(300));

        assertThat(load.answered()).hasSize(requests.get() - PHOTOS.size()).isNotEmpty();
        assertThat(load.rejected()).isEmpty();
        assertThat(load.failures()).isEmpty();
        assertThat(Load.table(List.of(load))).contains("| 3 | ");
    }

    @Test
    void rejectedClientsRetryAfterTheGivenTime() throws Exception {
        ServiceBenchmark benchmark = benchmark(exchange -> {
            String photo = photo(exchange);
            if (requests.get() > PHOTOS.size()) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                answer(exchange, 503, "{\"type\":\"/problems/overloaded\"}");
            } else {
                answer(exchange, 200, photo);
            }
        });

        Load load = benchmark.measure(2, Duration.ofMillis(1500));

        assertThat(load.rejected()).hasSizeBetween(2, 4); // 4 unless this machine is slow
        assertThat(load.failures()).isEmpty();
    }

    @Test
    void otherResponsesAreFailures() throws Exception {
        ServiceBenchmark benchmark = benchmark(exchange -> {
            String photo = photo(exchange);
            switch (requests.get() - PHOTOS.size()) {
                case 1 -> answer(exchange, 200, "another caption");
                case 2 -> answer(exchange, 503, "/problems/overloaded without Retry-After");
                case 3 -> answer(exchange, 503, "too late");
                case 4 -> exchange.close();
                default -> answer(exchange, 200, photo);
            }
        });

        Load load = benchmark.measure(1, Duration.ofMillis(1500));

        assertThat(load.failures())
                .hasSize(4)
                .contains("200 another caption", "503 /problems/overloaded without Retry-After", "503 too late")
                .last()
                .asString()
                .startsWith("lost: ");
    }

    @Test
    void theTableOfFairnessComparesHeavyNeighboursWithAsManyDefaultOnes() throws Exception {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            answer(exchange, 200, photo(exchange));
        });

        FairnessBenchmark benchmark = new FairnessBenchmark(address, address, PHOTOS);
        benchmark.measure(List.of(1, 2), Duration.ofMillis(200));

        assertThat(benchmark.failures()).isEmpty();
        assertThat(benchmark.toString().lines().map(line -> line.replaceFirst("(\\| [a-z0-9 ]+ \\|).*", "$1")))
                .contains("| none |", "| 1 default |", "| 1 heavy |", "| 2 default |", "| 2 heavy |");
    }

    @Test
    void aServiceThatDoesNotCaptionIsRejected() {
        assertThatIllegalStateException()
                .isThrownBy(() -> benchmark(exchange -> answer(exchange, 500, "broken")))
                .withMessage("expected a caption, found 500 broken");
    }
}
