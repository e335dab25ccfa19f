package dev.captioner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.captioner.testing.SourceTree;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Runs the program in its own process. */
@Tag(TestTags.PROCESS)
class MainTest {
    @TempDir
    Path folder;

    @Test
    void jsonIsInUtf8WhateverTheScriptOfTheFileName() throws Exception {
        Path model = TinyModel.TEN_WORDS.write(folder.resolve("model"));
        Path photo =
                Files.copy(SourceTree.SAMPLES.resolve("chelsea.jpg"), folder.resolve("\uace0\uc591\uc774 \u732b.jpg"));

        Process process = start("caption", photo.toString(), "--json", "--model", model.toString());

        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(process.waitFor()).isZero();
        assertThat(JsonMapper.shared().readTree(out).get("file").stringValue()).isEqualTo(photo.toString());
    }

    @Test
    void exitCodesTellWrongUsageFromFailure() throws Exception {
        assertThat(start("caption").waitFor()).isEqualTo(2);
        assertThat(start("model", "show", folder.resolve("none").toString()).waitFor())
                .isEqualTo(1);
        assertThat(start("--version").waitFor()).isZero();
    }

    @Test
    void stopsQuietlyWhenStandardOutputIsClosed() throws Exception {
        Path model = TinyModel.TEN_WORDS.write(folder.resolve("model"));
        List<String> arguments = new ArrayList<>(List.of("caption", "--json", "--model", model.toString()));
        for (int i = 0; i < 200; i++) {
            arguments.add(SourceTree.SAMPLES.resolve("chelsea.jpg").toString());
        }

        Process process = start(arguments.toArray(String[]::new));
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).startsWith("{");
        }

        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(process.waitFor()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "--help", "help caption", "caption"})
    void aFullStandardOutputIsSaidOnStandardError(String arguments) throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "skipped: no /dev/full");
        List<String> words = new ArrayList<>(List.of(arguments.split(" ", -1)));
        if (arguments.equals("caption")) {
            Path model = TinyModel.TEN_WORDS.write(folder.resolve("model"));
            words.addAll(List.of(SourceTree.SAMPLES.resolve("chelsea.jpg").toString(), "--model", model.toString()));
        }

        Process process =
                builder(List.of(), words).redirectOutput(full.toFile()).start();

        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("captioner: standard output cannot be written: ")
                .hasLineCount(1);
        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void tooLittleMemoryIsOneSentence() throws Exception {
        Process process = builder(
                        List.of("-Xmx64m", "-Dcaptioner.home=" + SourceTree.ROOT),
                        List.of(
                                "caption",
                                SourceTree.SAMPLES.resolve("chelsea.jpg").toString()))
                .start();

        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("captioner: out of memory (")
                .contains("CAPTIONER_OPTS=-Xmx4g")
                .hasLineCount(1);
        assertThat(process.waitFor()).isEqualTo(1);
    }

    private static Process start(String... arguments) throws IOException {
        return builder(List.of(), List.of(arguments)).start();
    }

    private static ProcessBuilder builder(List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-Dorg.bytedeco.javacpp.maxbytes=0",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-Dsun.jnu.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("LC_ALL", "C.UTF-8");
        return process;
    }
}
