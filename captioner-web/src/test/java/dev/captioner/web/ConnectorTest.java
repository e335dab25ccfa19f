package dev.captioner.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.captioner.testing.Await;
import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import dev.captioner.web.RawConnection.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the connector rejects or notices itself, below the servlet API. */
class ConnectorTest {
    @TempDir
    static Path folder;

    private static RunningService service;
    private static byte[] photo;

    @BeforeAll
    static void start() throws IOException {
        photo = Samples.bytes("flower");
        service = RunningService.start(
                TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model")),
                List.of(
                        "captioner.photo.bytes=10MB",
                        "server.tomcat.connection-timeout=1s",
                        "captioner.body.time=4s",
                        "captioner.jobs.work=" + folder.resolve("jobs"),
                        "logging.file.name=" + folder.resolve("log")));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String post(String path, String headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\n" + headers + "\r\n";
    }

    private static byte[] request() throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(
                post("/caption", "Content-Length: " + photo.length + "\r\n").getBytes(ISO_8859_1));
        request.write(photo);
        return request.toByteArray();
    }

    private static double refusals(String type) throws Exception {
        return service.metric("captioner_refusals_total{reason=\"" + type + "\"}");
    }

    static List<Arguments> malformed() {
        return List.of(
                arguments(400, "malformed-request", "\u0016\u0003\u0001\u0002\u0000\r\n\r\n"),
                arguments(400, "malformed-request", "GET\r\n\r\n"),
                arguments(400, "malformed-request", post("/caption", "").replace("Host: localhost\r\n", "")),
                arguments(400, "malformed-request", "GET /models HTTP/1.1\r\nHost: x\r\nbad header: 1\r\n\r\n"),
                arguments(
                        400, "malformed-request", "GET / HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"),
                arguments(400, "malformed-request", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n"),
                arguments(400, "malformed-request", "GET /../../x HTTP/1.1\r\nHost: x\r\n\r\n"),
                arguments(400, "malformed-request", post("/caption", "Content-Length: -5\r\n")),
                arguments(400, "malformed-request", post("/caption", "Transfer-Encoding: chunked\r\n") + "ZZ\r\nhello"),
                arguments(400, "malformed-request", post("/jobs", "Transfer-Encoding: chunked\r\n") + "ZZ\r\n"),
                arguments(
                        400,
                        "malformed-request",
                        post("/caption", "Transfer-Encoding: chunked\r\n") + "1\r\na\r\n0\r\nX: " + "y".repeat(9000)),
                arguments(405, "method-not-allowed", "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n"),
                arguments(501, "not-implemented", "CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\n\r\n"),
                arguments(501, "not-implemented", post("/caption", "Transfer-Encoding: gzip, chunked\r\n")),
                arguments(505, "unsupported-version", "GET / HTTP/2.5\r\nHost: x\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("malformed")
    void whatTheConnectorRejectsIsAProblemThatIsCounted(int status, String type, String request) throws Exception {
        double before = refusals(type);
        try (RawConnection client = RawConnection.send(service.port(), request)) {
            Response response = client.read();

            assertThat(response.isProblem(status, type)).as(response.toString()).isTrue();
            assertThat(response.body()).doesNotContain("Tomcat", "Exception");
        }
        assertThat(refusals(type)).isEqualTo(before + 1);
    }

    @Test
    void anUploadThatStallsIsASlowRequest() throws Exception {
        double before = refusals("slow-request");
        try (RawConnection client =
                RawConnection.send(service.port(), post("/caption", "Content-Length: 100\r\n") + "hello")) {
            Response response = client.read();

            assertThat(response.isProblem(408, "slow-request"))
                    .as(response.toString())
                    .isTrue();
            assertThat(client.isAtEnd()).isTrue();
        }
        assertThat(refusals("slow-request")).isEqualTo(before + 1);
    }

    /** A byte each 200 ms prolongs the timeout of the connector. */
    @Test
    void slowTrailersEndAtTheDeadlineOfTheBody() throws Exception {
        try (RawConnection client = RawConnection.send(
                service.port(), post("/caption", "Transfer-Encoding: chunked\r\n") + "1\r\na\r\n0\r\nX: ")) {
            Thread drip = new Thread(() -> {
                try {
                    while (true) {
                        client.send("y");
                        Thread.sleep(200);
                    }
                } catch (IOException | InterruptedException e) {
                    // cut off
                }
            });
            drip.start();
            try {
                assertThat(client.read().isProblem(408, "slow-request")).isTrue();
            } finally {
                drip.interrupt();
            }
        }
    }

    @Test
    void aClientThatHangsUpIsCountedAsGoneAndNeverAsAFailure() throws Exception {
        double gone = service.metric("captioner_clients_gone_total");
        for (int i = 0; i < 5; i++) {
            RawConnection.send(service.port(), post("/caption", "Content-Length: 100000\r\n") + "begin")
                    .close();
        }
        Await.until(
                () -> service.metric("captioner_clients_gone_total") == gone + 5,
                () -> "gone: " + service.metric("captioner_clients_gone_total"));
        Await.until(
                () -> Files.readString(folder.resolve("log")).contains("POST /caption 499 "),
                () -> Files.readString(folder.resolve("log")));
        String metrics = service.send(service.request("/actuator/prometheus")).body();
        assertThat(metrics.lines().filter(line -> line.startsWith("http_server_requests_seconds_count")))
                .noneMatch(line -> line.contains("status=\"500\"") || line.contains("status=\"503\""))
                .anyMatch(line -> line.contains("status=\"499\""));
    }

    @Test
    void aBodyOverTheLimitIsRejectedBeforeItIsSent() throws Exception {
        try (RawConnection client = RawConnection.send(
                service.port(), post("/caption", "Content-Length: 20000000\r\nExpect: 100-continue\r\n"))) {
            Response response = client.read();

            assertThat(response.isProblem(413, "photo-too-large"))
                    .as(response.toString())
                    .isTrue();
        }
    }

    @Test
    void aBodyWithinTheLimitIsAskedFor() throws Exception {
        try (RawConnection client = RawConnection.send(
                service.port(), post("/caption", "Content-Length: " + photo.length + "\r\nExpect: 100-continue\r\n"))) {
            assertThat(client.read().status()).isEqualTo(100);
            client.send(photo);
            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET"})
    void pipelinedRequestsGetWholeResponses(String second) throws Exception {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(request());
        both.write(
                second.equals("POST")
                        ? request()
                        : "GET /models HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
        for (int i = 0; i < 10; i++) {
            try (RawConnection client = new RawConnection(service.port())) {
                client.send(both.toByteArray());

                assertThat(client.read().status()).isEqualTo(200);
                Response answer = client.read();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).contains(second.equals("POST") ? "\"captions\"" : "\"models\"");
            }
        }
    }

    @Test
    void aRequestThatArrivesWhileAnotherIsComputedIsKept() throws Exception {
        try (RawConnection client = new RawConnection(service.port())) {
            client.send(request());
            for (int i = 0; i < 20; i++) { // byte by byte into the time of the first
                client.send(i == 0 ? "G" : "");
                Thread.sleep(1);
            }
            client.send("ET /models HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.read().body()).contains("\"models\"");
        }
    }

    @Test
    @Tag(TestTags.DATA)
    void requestsThatShowedFaults() throws Exception {
        Path faults = SharedData.require("faults");
        for (String file : List.of("badchunk.http", "badchunk-jobs.http")) {
            try (RawConnection client = new RawConnection(service.port())) {
                Response response =
                        client.send(Files.readAllBytes(faults.resolve(file))).read();
                assertThat(response.isProblem(400, "malformed-request"))
                        .as(file + response)
                        .isTrue();
            }
        }
        try (RawConnection client = new RawConnection(service.port())) {
            Response response = client.send(Files.readAllBytes(faults.resolve("expect.http")))
                    .read();
            assertThat(response.isProblem(413, "photo-too-large"))
                    .as(response.toString())
                    .isTrue();
        }
        for (String file : List.of("pipelined.http", "pipelined-get.http")) {
            try (RawConnection client = new RawConnection(service.port())) {
                client.send(Files.readAllBytes(faults.resolve(file)));
                assertThat(client.read().status()).as(file).isEqualTo(200);
                assertThat(client.read().status()).as(file).isEqualTo(200);
            }
        }
    }

    @Test
    void responsesAreCompressedWhenAskedForButEventsAreNot() throws Exception {
        String json = "{\"image\": \"" + Base64.getEncoder().encodeToString(photo) + "\"}";
        HttpResponse<byte[]> zipped = HttpClient.newHttpClient()
                .send(
                        service.request("/caption")
                                .header("Accept-Encoding", "gzip")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(json))
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(new String(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes(), UTF_8))
                .contains("\"captions\"");
        HttpResponse<String> events = service.send(service.request("/caption?stream=true")
                .header("Accept-Encoding", "gzip")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
        assertThat(events.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(events.body()).startsWith("event: ");
    }
}
