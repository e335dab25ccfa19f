package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.testing.Await;
import dev.captioner.testing.model.TinyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that change while the service runs, and the service below a path. */
class KeysFileTest {
    @TempDir
    Path folder;

    private Path file;
    private Path model;

    @BeforeEach
    void write() {
        file = folder.resolve("keys");
        model = TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model"));
    }

    private RunningService start(String... more) {
        return RunningService.start(
                model,
                Stream.concat(
                                Stream.of("captioner.security.keys-file=" + file, "captioner.reload=20ms"),
                                Stream.of(more))
                        .toList());
    }

    private void replace(String content) throws Exception {
        Path next = Files.writeString(folder.resolve("next"), content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int status(RunningService service, String key) throws Exception {
        return service.send(service.request("/models").header("X-API-Key", key)).statusCode();
    }

    private static void await(RunningService service, String key, int status) throws Exception {
        Await.until(() -> status(service, key) == status, () -> key + " does not get " + status);
    }

    @Test
    void keysChangeWithoutARestart() throws Exception {
        replace("# the shop\nshop = " + SecurityTest.sha256("old") + "\n");
        try (RunningService service = start("captioner.security.keys.admin=" + SecurityTest.sha256("admin"))) {
            assertThat(status(service, "old")).isEqualTo(200);
            assertThat(status(service, "new")).isEqualTo(401);

            replace("shop=" + SecurityTest.sha256("old") + "\nshop-new=" + SecurityTest.sha256("new") + "\n");
            await(service, "new", 200);
            assertThat(status(service, "old")).isEqualTo(200);

            replace("shop-new=" + SecurityTest.sha256("new") + "\n");
            await(service, "old", 401);
            assertThat(status(service, "new")).isEqualTo(200);
            assertThat(status(service, "admin")).isEqualTo(200);
        }
    }

    @Test
    void aBrokenFileKeepsTheOldKeys() throws Exception {
        replace("shop=" + SecurityTest.sha256("old") + "\n");
        try (RunningService service = start()) {
            for (String broken : List.of("", "# nothing\n", "shop=not a hash\n", "shop\n")) {
                replace(broken);
                Thread.sleep(200); // several polls
                assertThat(status(service, "old")).as(broken).isEqualTo(200);
                assertThat(service.send(service.request("/models")).statusCode())
                        .as(broken)
                        .isEqualTo(401);
            }
            Files.delete(file);
            Thread.sleep(200);
            assertThat(status(service, "old")).isEqualTo(200);

            replace("shop=" + SecurityTest.sha256("new") + "\n");
            await(service, "new", 200);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', expected at least one line", "shop, expected NAME=HASH", "shop=my-secret, expected the SHA-256"})
    void aBrokenFileStopsTheStart(String content, String message) throws Exception {
        replace(content);
        assertThatThrownBy(this::start)
                .rootCause()
                .hasMessageContaining(message)
                .hasMessageNotContaining("my-secret");
    }

    @Test
    void belowAPathHealthAndThePageNeedNoKey() throws Exception {
        replace("shop=" + SecurityTest.sha256("key") + "\n");
        try (RunningService service = start("server.servlet.context-path=/photos")) {
            for (String path : List.of(
                    "/photos/",
                    "/photos/jobs.html",
                    "/photos/page/page.js",
                    "/photos/page/page.css",
                    "/photos/actuator/health/readiness",
                    "/photos/v2/health/ready")) {
                assertThat(service.send(service.request(path)).statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
            for (String path : List.of("/photos/models", "/photos/page/../models", "/photos/actuator/prometheus")) {
                assertThat(service.send(service.request(path)).statusCode())
                        .as(path)
                        .isEqualTo(401);
            }
            assertThat(service.send(service.request("/photos/v1/models")).body())
                    .startsWith("{\"error\":{");
            assertThat(service.send(service.request("/photos/models").header("X-API-Key", "key"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
