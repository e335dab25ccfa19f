package dev.captioner.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.captioner.testing.TestTags;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Runs the commands of docs/rest.md in a shell, unchanged but for the port, against the service with the published model. */
@Tag(TestTags.PROCESS)
class RestDocumentTest {
    /** An indented line that begins with curl, with the lines of a quoted string that it opens. */
    private static final Pattern COMMAND = Pattern.compile("^    curl (?:'[^']*'|[^'\n])*$", Pattern.MULTILINE);

    private static final String ADDRESS = "http://localhost:8080";

    @TempDir
    Path folder;

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private String run(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh").directory(folder.toFile());
        builder.environment().put("CURL_HOME", folder.toString());
        builder.redirectErrorStream(true);
        Process shell = builder.start();
        try (var input = shell.outputWriter(UTF_8)) {
            input.write(command);
        }
        String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
        assertThat(shell.waitFor()).as(command + "\n" + output).isZero();
        return output;
    }

    private static String captions(@Nullable String answer) {
        return new JsonMapper().readTree(String.valueOf(answer)).get("captions").toString();
    }

    @Test
    void everyCommandSucceeds() throws Exception {
        assumeTrue(isInstalled("sh") && isInstalled("curl"), "skipped: there is no sh or no curl");
        String document = Files.readString(Path.of("../docs/rest.md"));
        List<String> commands = COMMAND.matcher(document)
                .results()
                .map(MatchResult::group)
                .map(String::strip)
                .toList();
        Files.writeString(folder.resolve(".curlrc"), "silent\nshow-error\nfail-with-body\n");
        Files.createSymbolicLink(
                folder.resolve("samples"), Path.of("../samples").toAbsolutePath());
        Path photos = Files.createDirectories(folder.resolve("photos/2024/summer"));
        Files.write(photos.resolve("one.jpg"), Samples.bytes("rocket"));
        Files.write(
                folder.resolve("photos.zip"),
                new Zip().entry("one.jpg", Samples.bytes("rocket")).end());

        Map<String, String> answers = new LinkedHashMap<>();
        try (RunningService service = RunningService.start(
                Path.of("../pretrained/captions"),
                List.of(
                        "captioner.jobs.root=" + folder.resolve("photos"),
                        "captioner.jobs.work=" + folder.resolve("jobs")))) {
            for (String command : commands) {
                assertThat(command).contains(ADDRESS);
                answers.put(command, run(command.replace(ADDRESS, "http://127.0.0.1:" + service.port())));
            }
        }

        assertThat(commands).hasSizeGreaterThan(10);
        assertThat(commands.stream().limit(3).map(answers::get).map(RestDocumentTest::captions))
                .as("the three forms")
                .containsOnly(captions(answers.get(commands.get(0))));
        answers.forEach((command, answer) -> {
            if (command.contains("stream=true")) {
                assertThat(answer).startsWith("event: word\ndata: {").contains("\n\nevent: captions\ndata: {");
            } else {
                assertThat(new JsonMapper().readTree(answer).isContainer())
                        .as(answer)
                        .isTrue();
            }
        });
    }
}
