package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.Caption;
import dev.captioner.Captioner;
import dev.captioner.decode.Constraints;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.Strategy;
import dev.captioner.image.PhotoReader;
import dev.captioner.testing.model.TinyModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CaptionOptionsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path folder;

    private static RunningService service;
    private static Captioner captioner;
    private static byte[] photo;

    @BeforeAll
    static void start() throws IOException {
        Path model = TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model"));
        service = RunningService.start(model);
        captioner = Captioner.load(model);
        photo = Samples.bytes("flower");
    }

    @AfterAll
    static void stop() {
        service.close();
        captioner.close();
    }

    private static JsonNode captions(String query) throws Exception {
        HttpResponse<String> response = service.post("/caption?" + query, "image/jpeg", photo);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body()).get("captions");
    }

    private static void assertGives(DecodingOptions options, String query) throws Exception {
        List<Caption> expected = captioner.caption(new PhotoReader().read(photo), options);
        JsonNode found = captions(query);
        assertThat(found.findValuesAsString("text").stream().filter(text -> text.contains(" ")))
                .containsAll(expected.stream()
                        .map(Caption::text)
                        .filter(text -> text.contains(" "))
                        .toList());
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i).get("text").stringValue())
                    .isEqualTo(expected.get(i).text());
            assertThat(found.get(i).get("logProbability").doubleValue())
                    .isEqualTo(expected.get(i).logProbability());
            assertThat(found.get(i).get("truncated").booleanValue())
                    .isEqualTo(expected.get(i).truncated());
        }
    }

    @Test
    void everyOptionDoesWhatItDoesInTheLibrary() throws Exception {
        DecodingOptions usual = captioner.defaults();
        Strategy.Beam beam = (Strategy.Beam) usual.strategy();
        Constraints constraints = usual.constraints();

        assertGives(usual, "");
        assertGives(
                new DecodingOptions(
                        new Strategy.Beam(7, beam.lengthNormalisation(), 1, 0), 3, constraints, usual.repetition()),
                "beam=7&nBest=3");
        assertGives(
                new DecodingOptions(new Strategy.Sampling(1.5, 0, 0.9, 42), 4, constraints, usual.repetition()),
                "sample=true&temperature=1.5&topP=0.9&seed=42&nBest=4");
        assertGives(
                usual.with(constraints.including("dog", "red ball").excluding("cat")),
                "include=dog&include=red%20ball&exclude=cat");
        assertGives(usual.with(constraints.ofLength(1, 2)), "maxLength=2");
    }

    @Test
    void attentionComesAsNumbersAsAPictureOrNotAtAll() throws Exception {
        assertThat(captions("").get(0).get("words").get(0).get("attention")).hasSize(9);
        assertThat(captions("attention=grid")).isEqualTo(captions(""));
        JsonNode none = captions("attention=none").get(0);
        assertThat(none.get("words").get(0).propertyNames()).containsExactly("text", "logProbability");
        assertThat(none.has("heatMap")).isFalse();
        JsonNode picture = captions("attention=png").get(0);
        assertThat(picture.get("words").get(0).has("attention")).isFalse();
        assertThat(ImageIO.read(new ByteArrayInputStream(picture.get("heatMap").binaryValue()))
                        .getWidth())
                .isGreaterThan(100);
    }

    private static JsonNode data(String event) {
        return JSON.readTree(event.substring(event.indexOf("data: ") + 6));
    }

    @Test
    void wordsComeOneByOneAndThenTheWhole() throws Exception {
        for (String options : List.of("beam=1", "", "sample=true&seed=5", "nBest=3&attention=none")) {
            HttpResponse<String> response = service.post("/caption?stream=true&" + options, "image/jpeg", photo);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            List<String> words = new ArrayList<>();
            List<String> events = List.of(response.body().split("\n\n", 0));
            for (String event : events.subList(0, events.size() - 1)) {
                assertThat(event).startsWith("event: word\n");
                words.add(data(event).get("text").stringValue());
            }
            String last = events.get(events.size() - 1);
            assertThat(last).startsWith("event: captions\n");
            JsonNode whole = data(last);
            assertThat(whole.get("captions")).isEqualTo(captions(options));
            assertThat(String.join(" ", words))
                    .isEqualTo(whole.get("captions").get(0).get("text").stringValue());
        }
    }
}
