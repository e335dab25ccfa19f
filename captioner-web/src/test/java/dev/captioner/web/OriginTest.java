package dev.captioner.web;

import static dev.captioner.web.Problems.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.testing.model.TinyModel;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of other origins, in the browsers of the service's users, may do. {@code CrossSitePageTest} does it with a browser. */
class OriginTest {
    private static final String FRIEND = "https://friend.example";

    @TempDir
    static Path folder;

    private static Path model;
    private static RunningService closed;
    private static RunningService open;

    @BeforeAll
    static void start() {
        model = TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model"));
        closed = RunningService.start(model, List.of("captioner.jobs.work=" + folder.resolve("closed")));
        open = RunningService.start(
                model,
                List.of(
                        "captioner.jobs.work=" + folder.resolve("open"),
                        "captioner.cors.origins=" + FRIEND + ",http://localhost:3000",
                        "captioner.security.hosts=Captions.Example,*.inside.example",
                        "captioner.security.keys.shop=" + SecurityTest.sha256("key")));
    }

    @AfterAll
    static void stop() {
        closed.close();
        open.close();
    }

    private static HttpRequest.Builder caption(RunningService service) throws Exception {
        return service.request("/caption")
                .header("Content-Type", "image/jpeg")
                .POST(BodyPublishers.ofByteArray(Samples.bytes("flower")));
    }

    private static HttpResponse<String> from(RunningService service, String header, String value) throws Exception {
        return service.send(caption(service).header(header, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/caption", "/vqa", "/score", "/jobs", "/v1/chat/completions", "/v2/models/m/infer", "/models/m"
            })
    void whatComputesOrChangesIsRejectedFromAnotherOrigin(String path) throws Exception {
        HttpResponse<String> answer = closed.send(closed.request(path)
                .header("Content-Type", "text/plain") // needs no preflight
                .header("Origin", "https://evil.example")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofByteArray(new byte[100_000])));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("another origin");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void methodsOtherThanPostAreRejectedToo() throws Exception {
        assertProblem(
                closed.send(closed.request("/jobs/1")
                        .header("Origin", "https://evil.example")
                        .DELETE()),
                403,
                "foreign-origin",
                "captioner.cors.origins");
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Sec-Fetch-Site, nonsense",
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://127.0.0.1",
        "Origin, http://localhost:1",
    })
    void anOriginIsForeignByEitherHeader(String header, String value) throws Exception {
        assertProblem(from(closed, header, value), 403, "foreign-origin", "another origin");
    }

    @Test
    void theServicesOwnPageAndProgramsPass() throws Exception {
        assertThat(closed.send(caption(closed)).statusCode()).isEqualTo(200);
        assertThat(from(closed, "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(200);
        assertThat(from(closed, "Sec-Fetch-Site", "none").statusCode()).isEqualTo(200);
        assertThat(from(closed, "Origin", "http://127.0.0.1:" + closed.port()).statusCode())
                .isEqualTo(200);
        assertThat(closed.send(closed.request("/models").header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(200); // what it reads, the browser does not show to the page
    }

    @Test
    void preflightsAreRejectedUnlessTheOriginIsAllowed() throws Exception {
        for (RunningService service : List.of(closed, open)) {
            assertProblem(preflight(service, "https://evil.example", "POST"), 403, "foreign-origin", "another origin");
        }
        HttpResponse<String> answer = preflight(open, FRIEND, "POST");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(FRIEND);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .containsIgnoringCase("authorization")
                .containsIgnoringCase("x-api-key");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods").orElseThrow())
                .contains("DELETE");
        assertVariesByOrigin(answer);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    private static HttpResponse<String> preflight(RunningService service, String origin, String method)
            throws Exception {
        return service.send(service.request("/caption")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "authorization,x-api-key,content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
    }

    @Test
    void pagesOfAnAllowedOriginReadAnswersStreamsAndErrors() throws Exception {
        HttpResponse<String> answer = open.send(caption(open)
                .header("Origin", FRIEND)
                .header("Sec-Fetch-Site", "cross-site")
                .header("Authorization", "Bearer key"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(FRIEND);
        assertVariesByOrigin(answer);

        HttpResponse<String> stream = open.send(open.request("/caption?stream=true")
                .header("Content-Type", "image/jpeg")
                .header("Origin", FRIEND)
                .header("X-API-Key", "key")
                .POST(BodyPublishers.ofByteArray(Samples.bytes("flower"))));
        assertThat(stream.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(stream.headers().firstValue("Access-Control-Allow-Origin")).hasValue(FRIEND);

        HttpResponse<String> withoutKey = open.send(caption(open).header("Origin", FRIEND));
        assertProblem(withoutKey, 401, "unauthorised", "found none");
        assertThat(withoutKey.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue(FRIEND);

        assertProblem(
                open.send(caption(open).header("Origin", "https://evil.example").header("X-API-Key", "key")),
                403,
                "foreign-origin",
                "another origin");
        // A cache must not give an answer without the header to an allowed origin.
        assertVariesByOrigin(open.send(open.request("/models").header("X-API-Key", "key")));
    }

    private static void assertVariesByOrigin(HttpResponse<String> answer) {
        assertThat(String.join(",", answer.headers().allValues("Vary")).split(" *, *"))
                .anySatisfy(header -> assertThat(header).isEqualToIgnoringCase("Origin"));
    }

    @Test
    void anOriginWithAPathIsRejectedAtTheStart() {
        assertThatThrownBy(() -> RunningService.start(model, List.of("captioner.cors.origins=https://a.example/page")))
                .rootCause()
                .hasMessageContaining("captioner.cors.origins: expected origins such as https://example.com");
    }

    private static String status(RunningService service, String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static String withHost(RunningService service, String host) throws Exception {
        return status(
                service, "GET /actuator/health/liveness HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "captions.example"
            })
    void aHostNameThatTheServiceDoesNotHaveIsRejected(String host) throws Exception {
        assertThat(withHost(closed, host)).startsWith("HTTP/1.1 403").contains("/problems/unknown-host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "my.localhost",
                "captioner:8080",
                "127.0.0.1:1",
                "[::1]:8080",
                "192.168.1.7:8080"
            })
    void namesThatNobodyCanRegisterAreKnown(String host) throws Exception {
        assertThat(withHost(closed, host)).startsWith("HTTP/1.1 200");
    }

    @Test
    void namesOfTheSettingsAreKnown() throws Exception {
        for (String host :
                List.of("captions.example", "CAPTIONS.example.:443", "a.inside.example", "b.a.inside.example")) {
            assertThat(withHost(open, host)).as(host).startsWith("HTTP/1.1 200");
        }
        for (String host : List.of("a.captions.example", "inside.example", "evilinside.example")) {
            assertThat(withHost(open, host)).as(host).startsWith("HTTP/1.1 403");
        }
        assertThat(status(closed, "GET /models HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200"); // no browser
    }

    @Test
    void aReboundNameGetsNeitherReadingNorComputing() throws Exception {
        String head = "Host: evil.example:" + closed.port()
                + "\r\nOrigin: http://evil.example:" + closed.port()
                + "\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n";
        for (String request : List.of(
                "GET / HTTP/1.1\r\n" + head + "\r\n",
                "GET /jobs HTTP/1.1\r\n" + head + "\r\n",
                "POST /jobs HTTP/1.1\r\n" + head
                        + "Content-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"folder\":\"\"}",
                "DELETE /jobs/1 HTTP/1.1\r\n" + head + "\r\n")) {
            assertThat(status(closed, request)).startsWith("HTTP/1.1 403").contains("/problems/unknown-host");
        }
    }
}
