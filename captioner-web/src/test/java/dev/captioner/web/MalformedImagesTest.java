package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Posts broken, unusual and hostile images to the service. */
@Tag(TestTags.DATA)
class MalformedImagesTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void everyImageGetsACaptionOrAClientError(@TempDir Path folder) throws Exception {
        Path zoo = SharedData.require("malformed-images");
        int captions = 0;
        int problems = 0;
        try (RunningService service = RunningService.start(TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model")))) {
            byte[] good = Samples.bytes("rocket");
            String before = RunningService.lasting(service.caption(good));
            for (Path file : files(zoo)) {
                if (isCaption(service.caption(Files.readAllBytes(file)), file)) {
                    captions++;
                } else {
                    problems++;
                }
            }
            assertThat(RunningService.lasting(service.caption(good))).isEqualTo(before);
        }
        assertThat(captions).isPositive();
        assertThat(problems).isPositive();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static boolean isCaption(HttpResponse<String> response, Path file) {
        JsonNode answer = JSON.readTree(response.body());
        if (response.statusCode() == 200) {
            assertThat(answer.get("captions").size()).as("%s", file).isEqualTo(1);
            return true;
        }
        assertThat(response.statusCode()).as("%s: %s", file, response.body()).isBetween(400, 499);
        assertThat(response.headers().firstValue("Content-Type")).as("%s", file).hasValue("application/problem+json");
        assertThat(answer.get("type").stringValue()).as("%s", file).startsWith("/problems/");
        return false;
    }
}
