package dev.captioner.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.Caption;
import dev.captioner.Captioner;
import dev.captioner.decode.Constraints;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.Repetition;
import dev.captioner.decode.Strategy;
import dev.captioner.image.PhotoReader;
import dev.captioner.testing.model.TinyModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
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
        List<Caption> expected = captioner.captions(new PhotoReader().read(photo), options);
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
    void everyOptionHasTheEffectOfTheLibrarysOption() throws Exception {
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
        assertGives(usual.with(constraints.ofLength(6, 8)), "minLength=6");
        assertGives(usual.with(constraints.beginning("the red dog")), "prefix=The%20red%20dog");
        assertGives(
                new DecodingOptions(new Strategy.Beam(3, 3.5, 1, 0), 3, constraints, usual.repetition()),
                "lengthNormalisation=3.5&nBest=3");
        assertGives(
                new DecodingOptions(
                        new Strategy.Beam(4, beam.lengthNormalisation(), 5, 2.5), 5, constraints, usual.repetition()),
                "beam=4&diversity=2.5&nBest=5");
        assertGives(
                new DecodingOptions(new Strategy.Sampling(2, 3, 1, 5), 4, constraints, usual.repetition()),
                "sample=true&temperature=2&topK=3&seed=5&nBest=4");
        assertGives(usual.with(Repetition.ALLOWED).withBest(3), "allowRepetition=true&nBest=3");
        assertGives(usual, "allowRepetition=false&sample=false");
    }

    @Test
    void theThreeFormsOfARequestTakeEveryOption() throws Exception {
        String expected = captions(
                        "beam=4&diversity=1.5&lengthNormalisation=1&nBest=2&include=dog&exclude=cat&prefix=the"
                                + "&minLength=3&maxLength=7&allowRepetition=true")
                .toString();
        Multipart form = new Multipart()
                .field("beam", "4")
                .field("diversity", "1.5")
                .field("lengthNormalisation", "1")
                .field("nBest", "2")
                .field("include", "dog")
                .field("exclude", "cat")
                .field("prefix", "the")
                .field("minLength", "3")
                .field("maxLength", "7")
                .field("allowRepetition", "true");
        String json = "{\"beam\":4,\"diversity\":1.5,\"lengthNormalisation\":1,\"nBest\":2,\"include\":[\"dog\"],"
                + "\"exclude\":[\"cat\"],\"prefix\":\"the\",\"minLength\":3,\"maxLength\":7,\"allowRepetition\":true,"
                + "\"topK\":null,\"image\":\"" + Base64.getEncoder().encodeToString(photo) + "\"}";

        for (HttpResponse<String> response : List.of(
                service.send(service.multipart(
                        "/caption",
                        form.file("image", "p.jpg", "image/jpeg", photo).end())),
                service.post("/caption", "application/json", json.getBytes(UTF_8)))) {
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(JSON.readTree(response.body()).get("captions").toString())
                    .isEqualTo(expected);
        }
    }

    @Test
    void constraintsHoldForEveryCaption() throws Exception {
        for (String strategy : List.of(
                "beam=1",
                "beam=5&nBest=5",
                "beam=6&diversity=3&nBest=6",
                "sample=true&temperature=3&nBest=10",
                "sample=true&topK=2&seed=3&nBest=10")) {
            JsonNode captions = captions("include=camera&include=red%20ball&exclude=cat&prefix=the%20dog&minLength=6"
                    + "&maxLength=7&" + strategy);

            assertThat(captions).isNotEmpty();
            for (JsonNode caption : captions) {
                String text = caption.get("text").stringValue();
                assertThat(text).startsWith("the dog ").contains("camera", "red ball");
                assertThat(List.of(text.split(" ", -1))).doesNotContain("cat").hasSizeBetween(6, 7);
            }
        }
    }

    @Test
    void attentionIsNumbersAPictureOrAbsent() throws Exception {
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
    void streamHasEachWordAndThenTheCaptions() throws Exception {
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
