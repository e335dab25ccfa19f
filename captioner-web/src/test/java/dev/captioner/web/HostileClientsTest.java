package dev.captioner.web;

import static dev.captioner.web.Problems.assertProblem;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.decode.DecodingWork;
import dev.captioner.testing.Await;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import dev.captioner.web.serving.RequestContext;
import dev.captioner.web.serving.Serving;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send slowly, send too much or disconnect, and too many clients. */
@Tag(TestTags.SLOW)
class HostileClientsTest {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    @TempDir
    static Path folder;

    private static Path model;
    private static RunningService service;
    private static byte[] slowPhoto;

    @BeforeAll
    static void start() throws IOException {
        model = TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model"));
        service = RunningService.start(
                model,
                List.of(
                        "captioner.body.time=8s",
                        "captioner.queue.deadline=120s",
                        "captioner.queue.capacity=" + (PROCESSORS + 1)));
        slowPhoto = slowPhoto();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** Noise, which is slow to decode. */
    private static byte[] slowPhoto() throws IOException {
        BufferedImage noise = new BufferedImage(2500, 2500, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int y = 0; y < 2500; y++) {
            for (int x = 0; x < 2500; x++) {
                noise.setRGB(x, y, random.nextInt());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(noise, "png", bytes);
        return bytes.toByteArray();
    }

    private static Socket connect(String beginning) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(beginning.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        byte[] buffer = new byte[4096];
        int count = socket.getInputStream().read(buffer);
        return count < 0 ? "" : new String(buffer, 0, count, ISO_8859_1);
    }

    private static String head(long length) {
        return "POST /caption HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\nContent-Length: " + length
                + "\r\n";
    }

    private static void await(String metric, double value) throws Exception {
        Await.until(() -> service.metric(metric) == value, () -> metric + " is " + service.metric(metric));
    }

    @Test
    void slowClientsDelayNobodyAndGetAResponse() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 300; i++) { // more than there are threads
            slow.add(connect(head(100_000) + "\r\nbegin"));
        }
        assertThat(service.caption(Samples.bytes("flower")).statusCode()).isEqualTo(200);
        for (Socket socket : slow) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("/problems/slow-request");
        }
        assertThat(service.caption(Samples.bytes("flower")).statusCode()).isEqualTo(200); // while the others still send
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    void tooLargeHeadersAreRejected() throws Exception {
        try (Socket socket =
                connect("GET /models HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(100_000) + "\r\n\r\n")) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 4");
        }
    }

    @Test
    void otherProtocolsAreRejected() throws Exception {
        for (String nonsense : List.of(
                "\u0016\u0003\u0001\u0002\u0000\r\n\r\n",
                "GET\r\n\r\n",
                "POST /caption HTTP/1.1\r\n\r\n",
                "POST /caption?beam=%4 HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 0\r\n\r\n")) {
            try (Socket socket = connect(nonsense)) {
                assertThat(answer(socket)).startsWith("HTTP/1.1 4");
            }
        }
    }

    @Test
    void aClientThatDisconnectsDuringUploadDoesNoHarm() throws Exception {
        for (int i = 0; i < 20; i++) {
            connect(head(100_000) + "\r\n" + "x".repeat(i * 1000)).close();
        }
        await("captioner_requests_inside", 0);
        assertThat(service.caption(Samples.bytes("flower")).statusCode()).isEqualTo(200);
    }

    /** Keeps every worker busy until the latch opens. */
    private static CompletableFuture<Void> occupy(CountDownLatch over) throws Exception {
        Serving serving = service.context().getBean(Serving.class);
        byte[] photo = Samples.bytes("rocket");
        return CompletableFuture.allOf(IntStream.range(0, PROCESSORS)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> {
                            try (RequestContext context = serving.enter(() -> false)) {
                                context.encode(photo, DecodingWork.NONE, (captioner, encoded) -> hold(over));
                            }
                        },
                        work -> new Thread(work).start()))
                .toArray(CompletableFuture[]::new));
    }

    private static boolean hold(CountDownLatch over) {
        try {
            return over.await(Await.BOUND.toMinutes(), TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void requestsOverCapacityAreRejectedAndDisconnectedOnesAreNotProcessed() throws Exception {
        double gone = service.metric("captioner_clients_gone_total");
        double computed = service.metric("captioner_stage_seconds_count{stage=\"photo\"}");
        CountDownLatch over = new CountDownLatch(1);
        CompletableFuture<Void> busy = occupy(over);
        await("captioner_stage_seconds_count{stage=\"photo\"}", computed + PROCESSORS);
        byte[] flower = Samples.bytes("flower");
        Socket leaving = connect(head(flower.length) + "\r\n");
        leaving.getOutputStream().write(flower);
        leaving.getOutputStream().flush();
        await("captioner_queue_depth", 1);

        HttpResponse<String> refused = service.caption(flower);
        assertProblem(refused, 503, "overloaded", (PROCESSORS + 1) + " units are in flight");
        assertThat(Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1L, 60L);

        leaving.close();
        await("captioner_clients_gone_total", gone + 1);
        over.countDown();
        busy.join();
        assertThat(service.caption(flower).statusCode()).isEqualTo(200);
        assertThat(service.metric("captioner_stage_seconds_count{stage=\"photo\"}"))
                .isEqualTo(computed + PROCESSORS + 1);
    }

    @Test
    void requestsToAFullQueueAreRejectedFromTheirHeaders() throws Exception {
        double computed = service.metric("captioner_stage_seconds_count{stage=\"photo\"}");
        CountDownLatch over = new CountDownLatch(1);
        CompletableFuture<Void> busy = occupy(over);
        await("captioner_stage_seconds_count{stage=\"photo\"}", computed + PROCESSORS);
        CompletableFuture<HttpResponse<String>> last = service.captionLater(Samples.bytes("flower"));
        await("captioner_requests_inside", PROCESSORS + 1);

        byte[] large = new byte[5_000_000]; // not a photo, but it is never decoded
        try (Socket sender = connect(head(large.length) + "\r\n");
                Socket slow = connect(head(10) + "Expect: 100-continue\r\n\r\n")) {
            sender.getOutputStream().write(large);
            assertThat(answer(sender))
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After: ", "/problems/overloaded", "units are in flight");
            assertThat(answer(sender)).isEmpty(); // Tomcat closes the connection after every 503

            assertThat(answer(slow)).startsWith("HTTP/1.1 503"); // instead of 100: the body need not be sent
        } finally {
            over.countDown();
        }
        busy.join();
        assertThat(last.join().statusCode()).isEqualTo(200);
        assertThat(service.caption(Samples.bytes("flower")).statusCode()).isEqualTo(200);
    }

    @Test
    void requestsOverTheDeadlineAreAbandoned() throws Exception {
        try (RunningService hasty = RunningService.start(model, List.of("captioner.queue.deadline=5ms"))) {
            HttpResponse<String> late = hasty.caption(Samples.bytes("rocket")); // one alone is always admitted

            assertProblem(late, 503, "too-late", "not ready within");
            assertThat(late.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void aHeavyRequestThatCannotBeAnsweredInTimeIsRejectedAtOnce() throws Exception {
        try (RunningService hasty = RunningService.start(
                model, List.of("captioner.queue.heavy-deadline=20ms", "captioner.photo.bytes=40MB"))) {
            double decoded = hasty.metric("captioner_stage_seconds_count{stage=\"photo\"}");
            HttpResponse<String> refused = hasty.caption(slowPhoto);

            assertProblem(refused, 503, "overloaded", "share of heavy requests is full");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(hasty.metric("captioner_stage_seconds_count{stage=\"photo\"}"))
                    .isEqualTo(decoded);
        }
    }

    @Test
    void slowPhotosAreRejected() throws Exception {
        try (RunningService strict =
                RunningService.start(model, List.of("captioner.photo.time=30ms", "captioner.photo.bytes=40MB"))) {
            HttpResponse<String> slow = strict.caption(slowPhoto);

            assertProblem(slow, 422, "slow-photo", "took more than");
        }
    }
}
