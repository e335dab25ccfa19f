package dev.captioner.web;

import static dev.captioner.web.Problems.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.testing.model.TinyModel;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityTest {
    @TempDir
    static Path folder;

    private static Path model;
    private static RunningService service;

    @BeforeAll
    static void start() {
        model = TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model"));
        service = RunningService.start(
                model,
                List.of(
                        "captioner.security.keys.shop=" + sha256("old key"),
                        "captioner.security.keys.shop-new=" + sha256("new key"),
                        "captioner.security.keys.units=" + sha256("unit key"),
                        "captioner.security.keys.batch=" + sha256("batch key"),
                        "captioner.security.requests-per-minute=6"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static String sha256(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> models(String header, String value) throws Exception {
        return service.send(service.request("/models").header(header, value));
    }

    @Test
    void onlyAValidKeyIsAccepted() throws Exception {
        assertThat(models("Authorization", "Bearer old key").statusCode()).isEqualTo(200);
        assertThat(models("authorization", "bearer new key").statusCode()).isEqualTo(200);
        assertThat(models("X-API-Key", "new key").statusCode()).isEqualTo(200);
        HttpResponse<String> none = service.send(service.request("/models"));
        assertProblem(none, 401, "unauthorised", "found none");
        assertThat(none.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertProblem(models("X-API-Key", "other"), 401, "unauthorised", "found an unknown one");
        assertProblem(models("X-API-Key", sha256("new key")), 401, "unauthorised", "found an unknown one");
        assertProblem(models("Authorization", "Basic old key"), 401, "unauthorised", "found none");
        assertProblem(service.caption(Samples.bytes("flower")), 401, "unauthorised", "found none");
        assertProblem(service.send(service.request("/actuator/prometheus")), 401, "unauthorised", "found none");
        assertThat(service.send(service.request("/actuator/health/readiness")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void requestsWithoutAKeyAreRejectedAtAnySize() throws Exception {
        HttpResponse<String> answer = service.caption(new byte[9_000_000]);
        assertProblem(answer, 401, "unauthorised", "found none");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void slowClientsWithoutAKeyDelayNobody() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 250; i++) { // more than there are threads
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
            socket.getOutputStream()
                    .write(("POST /caption HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\n"
                                    + "Content-Length: 100000\r\n\r\nbegin")
                            .getBytes(UTF_8));
            slow.add(socket);
        }
        HttpResponse<String> health =
                service.send(service.request("/actuator/health/readiness").timeout(Duration.ofSeconds(5)));
        assertThat(health.statusCode()).isEqualTo(200);
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    void onlyThePageNeedsNoKey() throws Exception {
        for (String path : List.of("/", "/jobs.html", "/page/page.css", "/page/page.js", "/page/icon.svg")) {
            assertThat(service.send(service.request(path)).statusCode()).isEqualTo(200);
        }
        for (String path :
                List.of("/page/", "/page/../models", "/page/page.js/../../models", "/page/page.js;/models")) {
            assertThat(service.send(service.request(path)).statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @Test
    void rateLimitAppliesToEachKey() throws Exception {
        for (int i = 0; i < 6; i++) {
            assertThat(models("X-API-Key", "batch key").statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = models("X-API-Key", "batch key");
        assertProblem(refused, 429, "too-many-requests", "rate limit");
        assertThat(Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1L, 10L);
        assertThat(models("X-API-Key", "old key").statusCode()).isEqualTo(200);
    }

    @Test
    void theRateLimitCountsTheUnitsOfARequest() throws Exception {
        HttpResponse<String> light = photo("unit key", "/caption");
        assertThat(light.statusCode()).isEqualTo(200); // one of six units
        HttpResponse<String> heavy = photo("unit key", "/caption?beam=100&maxLength=100");
        assertProblem(heavy, 429, "too-many-requests", "over its rate limit: the request costs");
        assertThat(heavy.headers().firstValue("Retry-After")).isPresent();
    }

    private static HttpResponse<String> photo(String key, String path) throws Exception {
        return service.send(service.request(path)
                .header("X-API-Key", key)
                .header("Content-Type", "image/jpeg")
                .POST(BodyPublishers.ofByteArray(Samples.bytes("flower"))));
    }

    @Test
    void everyResponseHasSecurityHeaders() throws Exception {
        for (String path : List.of("/models", "/nowhere", "/actuator/health")) {
            HttpResponse<String> answer = service.send(service.request(path));
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/env",
                "/beans",
                "/configprops",
                "/heapdump",
                "/loggers",
                "/metrics",
                "/threaddump",
                "/shutdown"
            })
    void internalEndpointsAreClosed(String endpoint) throws Exception {
        int status = service.send(service.request("/actuator" + endpoint).header("X-API-Key", "new key"))
                .statusCode();
        assertThat(status).isIn(404, 429);
    }

    @Test
    void aKeyInPlaceOfItsHashIsRejectedWithoutBeingShown() {
        assertThatThrownBy(() -> RunningService.start(model, List.of("captioner.security.keys.shop=my-secret-key")))
                .rootCause()
                .hasMessageContaining("captioner.security.keys.shop: expected the SHA-256")
                .hasMessageNotContaining("my-secret-key");
    }
}
