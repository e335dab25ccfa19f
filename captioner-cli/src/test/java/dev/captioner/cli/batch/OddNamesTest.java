package dev.captioner.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.SourceTree;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Photos and folders whose names are not UTF-8, in a real process. */
@EnabledOnOs(OS.LINUX) // elsewhere names are characters
@Tag(TestTags.PROCESS)
@Tag(TestTags.SLOW)
class OddNamesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"C.UTF-8", "POSIX"})
    void photosWhoseNamesAreNotUtf8AreCaptioned(String locale) throws Exception {
        Path photos = Files.createDirectories(Path.of(URI.create(folder.toUri() + "%FFphotos")));
        copy("coffee", photos, "caf%E9.jpg");
        copy("rocket", photos, "caf%E8.jpg");
        copy("chelsea", photos, "%C3%A9t%C3%A9/%FF/chat.jpg");
        copy("flower", photos, "r%C3%A9sum%C3%A9"); // without an extension
        TinyModel.TEN_WORDS.write(folder.resolve("model"));

        try (BatchProcess process = BatchProcess.startBelow(
                "export LC_ALL=" + locale + "; exec \"$@\" \"$(printf '\\377photos')\"",
                folder,
                "--out",
                "captions.jsonl",
                "--model",
                "model")) {
            assertThat(process.exit()).as(process.errors()).isZero();
        }

        List<JsonNode> lines = Files.readAllLines(folder.resolve("captions.jsonl")).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
        assertThat(lines.stream().map(line -> line.get("file").stringValue()))
                .containsExactlyInAnyOrder(
                        "caf\uFFFDE9.jpg", "caf\uFFFDE8.jpg", "\u00e9t\u00e9/\uFFFDFF/chat.jpg", "r\u00e9sum\u00e9");
        assertThat(lines).allMatch(line -> line.has("captions"));
    }

    private static void copy(String sample, Path photos, String encoded) throws IOException {
        Path file = Path.of(URI.create(photos.toUri() + encoded));
        Files.createDirectories(file.resolveSibling(""));
        Files.copy(SourceTree.SAMPLES.resolve(sample + ".jpg"), file);
    }
}
