package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.bundle.GoldenCaption;
import dev.captioner.bundle.ModelException;
import dev.captioner.testing.Await;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@Tag(TestTags.SLOW)
class OperationTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private static String version(RunningService service) throws Exception {
        return JSON.readTree(service.send(service.request("/models")).body())
                .get("models")
                .get(0)
                .get("version")
                .stringValue();
    }

    private static void await(RunningService service, String metric, double value) throws Exception {
        Await.until(() -> service.metric(metric) == value, () -> metric + " is " + service.metric(metric));
    }

    @Test
    void aReplacedModelIsReloadedWithoutALostRequestAndADamagedOneIsRejected() throws Exception {
        Path model = TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model"));
        byte[] photo = Samples.bytes("rocket");
        try (RunningService service = RunningService.start(model, List.of("captioner.reload=50ms"))) {
            String before = service.caption(photo).body();
            List<CompletableFuture<HttpResponse<String>>> underWay = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                underWay.add(service.captionLater(photo));
            }
            TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model"), "0.0.8");
            await(service, "captioner_reloads_total{outcome=\"taken\"}", 1);
            for (CompletableFuture<HttpResponse<String>> request : underWay) {
                assertThat(request.join().statusCode()).isEqualTo(200);
            }
            assertThat(version(service)).isEqualTo("0.0.8");

            TinyModel.EIGHTEEN_WORDS.write(
                    folder.resolve("model"), "0.0.9", new GoldenCaption("samples/rocket.jpg", "something else", -1));
            await(service, "captioner_reloads_total{outcome=\"refused\"}", 1);
            assertThat(version(service)).isEqualTo("0.0.8");

            Files.writeString(model.resolve("model.json"), "{");
            await(service, "captioner_reloads_total{outcome=\"refused\"}", 2);
            try (var files = Files.list(model)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            assertThat(version(service)).isEqualTo("0.0.8");
            assertThat(JSON.readTree(service.caption(photo).body()).get("captions"))
                    .isEqualTo(JSON.readTree(before).get("captions"));
        }
    }

    @Test
    void aModelThatMissesItsGoldenCaptionsIsRejected() {
        Path model = TinyModel.EIGHTEEN_WORDS.write(
                folder.resolve("model"), "1", new GoldenCaption("samples/rocket.jpg", "something else", -1));

        assertThatThrownBy(() -> RunningService.start(model))
                .rootCause()
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("samples/rocket.jpg: expected 'something else', found '");
    }

    @Test
    void requestsAreLoggedAndCounted() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        try (RunningService service = RunningService.start(TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model")))) {
            HttpResponse<String> followed = service.send(service.multipart(Multipart.image(Samples.bytes("flower")))
                    .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));
            assertThat(followed.headers().firstValue("traceparent").orElseThrow())
                    .matches("00-" + trace + "-[0-9a-f]{16}-00")
                    .doesNotContain("00f067aa0ba902b7");
            for (String broken : List.of("", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01", "x".repeat(6000))) {
                assertThat(service.send(service.request("/nowhere").header("traceparent", broken))
                                .headers()
                                .firstValue("traceparent")
                                .orElseThrow())
                        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
                        .doesNotContain("0".repeat(32));
            }

            assertThat(service.send(service.request("/actuator/health/readiness"))
                            .body())
                    .isEqualTo("{\"status\":\"UP\"}");
            assertThat(service.send(service.request("/actuator/health/liveness"))
                            .body())
                    .isEqualTo("{\"status\":\"UP\"}");
            for (String stage : List.of("queue", "photo", "encode", "decode")) {
                assertThat(service.metric("captioner_stage_seconds_count{stage=\"" + stage + "\"}"))
                        .as(stage)
                        .isEqualTo(1);
            }
            assertThat(service.metric("captioner_batch_size_count")).isPositive();
            assertThat(service.metric("captioner_words_total")).isPositive();
            assertThat(service.metric("captioner_confidence_count")).isEqualTo(1);
            assertThat(service.metric("captioner_refusals_total{reason=\"not-found\"}"))
                    .isEqualTo(3);
            assertThat(service.metric("captioner_queue_depth")).isZero();
        }
    }

    @Test
    void requestsInFlightFinishBeforeTheServiceStops() throws Exception {
        RunningService service = RunningService.start(TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model")));
        List<CompletableFuture<HttpResponse<String>>> underWay = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            underWay.add(service.captionLater(Samples.bytes("rocket")));
        }
        while (service.metric("captioner_requests_inside") < 8
                && underWay.stream().noneMatch(CompletableFuture::isDone)) {
            Thread.sleep(1);
        }
        service.close();
        for (CompletableFuture<HttpResponse<String>> request : underWay) {
            assertThat(request.join().statusCode()).isEqualTo(200);
        }
    }
}
