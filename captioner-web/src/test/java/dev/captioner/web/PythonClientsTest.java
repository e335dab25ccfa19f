package dev.captioner.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of others in Python, unmodified. */
@Tag(TestTags.PROCESS)
class PythonClientsTest {
    /** Created by .ci/python-clients from src/test/python/requirements.txt. */
    private static final Path PYTHON = Path.of("target/python/bin/python");

    @TempDir
    static Path folder;

    private static RunningService service;

    @BeforeAll
    static void start() {
        assumeTrue(
                Files.isExecutable(PYTHON),
                "skipped: the Python clients are not installed; .ci/python-clients does it");
        service = RunningService.start(TinyModel.EIGHTEEN_WORDS.writeAnswering(
                folder.resolve("answering"), "captions", "1.0.0")); // as in the examples of openapi.json
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
    }

    /** Generates requests from openapi.json and checks the responses against it. */
    @Test
    void schemathesisFindsNoViolations() throws IOException, InterruptedException {
        Path scripts = Path.of("src/test/python").toAbsolutePath();
        ProcessBuilder schemathesis = new ProcessBuilder(
                PYTHON.resolveSibling("schemathesis").toAbsolutePath().toString(),
                "--config-file",
                scripts.resolve("schemathesis.toml").toString(),
                "run",
                "http://127.0.0.1:" + service.port() + "/openapi.json");
        schemathesis.environment().put("PYTHONPATH", scripts.toString());
        schemathesis.environment().put("SCHEMATHESIS_HOOKS", "schemathesis_hooks");
        schemathesis.directory(Path.of("target").toFile()); // for its own files
        Process process = schemathesis.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).containsPattern("Test cases:\\s+[0-9]{3,} generated, [0-9]{3,} passed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai_client.py", "triton_client.py", "huggingface_client.py"})
    void clientScriptSucceeds(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        PYTHON.toString(),
                        "src/test/python/" + script,
                        "http://127.0.0.1:" + service.port(),
                        "../samples/chelsea.jpg")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("as expected");
    }
}
