package dev.captioner.web;

import static dev.captioner.web.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that cost much more than a default one, and a machine that becomes slower. */
@Tag(TestTags.SLOW)
class HeavyRequestsTest {
    private static final String HEAVY = "/caption?attention=none&beam=100&nBest=100&maxLength=30";

    @TempDir
    Path folder;

    private RunningService start(String... settings) {
        return RunningService.start(TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model")), List.of(settings));
    }

    private static CompletableFuture<HttpResponse<String>> send(RunningService service, String path) throws Exception {
        return service.sendLater(service.request(path)
                .header("Content-Type", "image/jpeg")
                .POST(BodyPublishers.ofByteArray(Samples.bytes("flower"))));
    }

    @Test
    void heavyAndDefaultRequestsSideBySideGetWhatTheyGetAlone() throws Exception {
        try (RunningService service = start()) {
            String heavyAlone = RunningService.lasting(send(service, HEAVY).join());
            String defaultAlone = RunningService.lasting(
                    send(service, "/caption?attention=none").join());
            List<CompletableFuture<HttpResponse<String>>> heavy = new ArrayList<>();
            List<CompletableFuture<HttpResponse<String>>> defaults = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                heavy.add(send(service, HEAVY));
                defaults.add(send(service, "/caption?attention=none"));
                defaults.add(send(service, "/caption?attention=none"));
            }
            for (CompletableFuture<HttpResponse<String>> each : defaults) {
                assertThat(RunningService.lasting(each.join())).isEqualTo(defaultAlone);
            }
            int answered = 0;
            for (CompletableFuture<HttpResponse<String>> each : heavy) {
                if (each.join().statusCode() == 200) {
                    answered++;
                    assertThat(RunningService.lasting(each.join())).isEqualTo(heavyAlone);
                } else {
                    assertProblem(each.join(), 503, "overloaded", "share of heavy requests is full");
                    assertThat(each.join().headers().firstValue("Retry-After")).isPresent();
                }
            }
            assertThat(answered).isPositive();
        }
    }

    /** On a machine that becomes three times as busy while requests wait. */
    @Test
    void noAdmittedRequestIsLate() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (RunningService service = start("captioner.queue.capacity=1000")) {
            for (int i = 0; i < 30; i++) {
                service.caption(Samples.bytes("flower"));
            }
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                if (i == 60) {
                    keepBusy(2 * Runtime.getRuntime().availableProcessors(), over);
                }
                all.add(send(service, i % 10 == 0 ? HEAVY : "/caption?attention=none"));
            }
            int answered = 0;
            for (CompletableFuture<HttpResponse<String>> each : all) {
                if (each.join().statusCode() == 200) {
                    answered++;
                } else {
                    assertProblem(each.join(), 503, "overloaded", "");
                }
            }
            assertThat(answered).isPositive();
            assertThat(service.metric("captioner_refusals_total{reason=\"too-late\"}"))
                    .isZero();
        } finally {
            over.set(true);
        }
    }

    private static void keepBusy(int threads, AtomicBoolean over) {
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                while (!over.get()) {
                    Thread.onSpinWait();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Test
    void optionsOverTheLimitsOfTheServiceAreRejectedByName() throws Exception {
        try (RunningService service = start(
                "captioner.limits.beam=10",
                "captioner.limits.n-best=4",
                "captioner.limits.length=12",
                "captioner.limits.include=2")) {
            assertThat(send(service, "/caption?beam=10&nBest=4&maxLength=12")
                            .join()
                            .statusCode())
                    .isEqualTo(200);
            assertRejected(service, "beam=11", "expected 'beam' to be at most 10", "captioner.limits.beam");
            assertRejected(service, "nBest=5", "expected 'nBest' to be at most 4", "captioner.limits.n-best");
            assertRejected(service, "maxLength=13", "expected 'maxLength' to be at most 12", "found 13");
            assertRejected(service, "minLength=13&maxLength=13", "expected 'minLength' to be at most 12");
            assertRejected(
                    service, "include=a%20b&include=c", "expected 'include' to be at most 2 words in all", "found 3");
            HttpResponse<String> job = service.post(
                    "/jobs", "application/json", "{\"folder\": \"x\", \"beam\": 50}".getBytes(StandardCharsets.UTF_8));
            assertProblem(job, 422, "bad-option", "at most 10");
        }
    }

    private static void assertRejected(RunningService service, String options, String... messages) throws Exception {
        for (String message : messages) {
            assertProblem(send(service, "/caption?" + options).join(), 422, "bad-option", message);
        }
    }
}
