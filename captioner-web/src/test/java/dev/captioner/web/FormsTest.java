package dev.captioner.web;

import static dev.captioner.web.Problems.assertProblem;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.model.TinyModel;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The forms of a request: multipart form, JSON, and the bytes of the photo alone. */
class FormsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path folder;

    private static RunningService service;
    private static byte[] photo;
    private static String base64;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start(TinyModel.EIGHTEEN_WORDS.writeAnswering(folder.resolve("answering")));
        photo = Samples.bytes("chelsea");
        base64 = Base64.getEncoder().encodeToString(photo);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<String> json(String path, String json) throws Exception {
        return service.post(path, "application/json", json.getBytes(UTF_8));
    }

    @Test
    void aCaptionIsTheSameInEveryForm() throws Exception {
        String form = RunningService.lasting(service.send(service.multipart(new Multipart()
                .file("image", "p.jpg", "image/jpeg", photo)
                .field("nBest", "2")
                .field("include", "red ball")
                .field("include", "dog")
                .end())));

        assertThat(JSON.readTree(form).get("captions")).hasSize(2);
        assertThat(RunningService.lasting(
                        service.post("/caption?nBest=2&include=red+ball&include=%64og", "image/jpeg", photo)))
                .isEqualTo(form);
        assertThat(RunningService.lasting(service.post(
                        "/caption?nBest=2&include=red%20ball&include=dog", "application/octet-stream", photo)))
                .isEqualTo(form);
        assertThat(RunningService.lasting(json(
                        "/caption", "{\"image\":\"" + base64 + "\",\"nBest\":2,\"include\":[\"red ball\",\"dog\"]}")))
                .isEqualTo(form);
        assertThat(RunningService.lasting(json(
                        "/caption?nBest=2",
                        "{\"image\":\"data:image/png;base64," + base64
                                + "\",\"include\":[\"red ball\",\"dog\"],\"exclude\":null}")))
                .isEqualTo(form);
    }

    @Test
    void anAnswerIsTheSameInEveryForm() throws Exception {
        String form = RunningService.lasting(service.send(service.multipart(
                "/vqa",
                new Multipart()
                        .file("image", "p.jpg", "image/jpeg", photo)
                        .field("question", "고양이 is red?")
                        .end())));

        assertThat(RunningService.lasting(
                        service.post("/vqa?question=%EA%B3%A0%EC%96%91%EC%9D%B4%20is%20red%3F", "image/jpeg", photo)))
                .isEqualTo(form);
        assertThat(RunningService.lasting(json("/vqa", "{\"question\":\"고양이 is red?\",\"image\":\"" + base64 + "\"}")))
                .isEqualTo(form);
    }

    @Test
    void sentencesAreRankedByTheirProbability() throws Exception {
        HttpResponse<String> response = json(
                "/score",
                "{\"image\":\"" + base64
                        + "\",\"sentence\":[\"The cat, runs!\",\"a dog\",\"red zebra at the grass\"]}");

        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.propertyNames()).containsExactly("sentences", "model", "timings");
        assertThat(answer.get("sentences")).hasSize(3);
        double before = 0;
        for (JsonNode sentence : answer.get("sentences")) {
            assertThat(sentence.propertyNames())
                    .containsExactly("given", "text", "logProbability", "truncated", "words", "end", "unknownWords");
            assertThat(sentence.get("logProbability").doubleValue()).isLessThanOrEqualTo(before);
            before = sentence.get("logProbability").doubleValue();
            assertThat(sentence.get("unknownWords").toString())
                    .isEqualTo(sentence.get("given").stringValue().contains("zebra") ? "[\"zebra\"]" : "[]");
        }
        assertThat(answer.get("sentences").findValuesAsString("given"))
                .containsExactlyInAnyOrder("The cat, runs!", "a dog", "red zebra at the grass");
        assertProblem(service.post("/score", "image/jpeg", photo), 400, "missing-sentence", "one 'sentence'");
        assertProblem(service.post("/score?sentence=!!", "image/jpeg", photo), 422, "bad-sentence", "found one of 0");
        assertProblem(
                service.post("/score?sentence=a" + "&sentence=a".repeat(64), "image/jpeg", photo),
                422,
                "too-many-sentences",
                "found 65");
    }

    @Test
    void describesTheModel() throws Exception {
        JsonNode models = JSON.readTree(service.send(service.request("/models")).body());
        assertThat(models.toString())
                .isEqualTo("{\"models\":[{\"name\":\"tiny\",\"version\":\"0.0.7\",\"answers\":true,"
                        + "\"licence\":\"Apache-2.0\"}]}");

        JsonNode model =
                JSON.readTree(service.send(service.request("/models/tiny")).body());
        assertThat(model.get("card").stringValue()).isEqualTo("# Tiny\n\nAn untrained network.\n");
        assertThat(model.get("network").get("vocabulary").intValue()).isPositive();
        assertThat(model.has("vocabulary")).isFalse();
        JsonNode withWords = JSON.readTree(
                service.send(service.request("/models/tiny?vocabulary=true")).body());
        assertThat(withWords.get("vocabulary").toString()).contains("\"camera\"");
        assertThat(withWords.get("answers")).hasSameSizeAs(TinyModel.EIGHTEEN_WORDS.answers());
        assertProblem(service.send(service.request("/models/other")), 404, "not-found", "expected the model 'tiny'");
        for (String query : List.of("=", "=1&vocabulary=true")) {
            HttpResponse<String> refused = service.send(service.request("/models/tiny?" + query));
            assertProblem(refused, 400, "malformed-request", "NAME=VALUE");
        }
        assertProblem(
                service.send(service.request("/models/tiny?vocabulary=perhaps")), 422, "bad-option", "true or false");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | twin-fields       | found it 2 times      | beam=1&beam=2",
                "422 | unknown-option    | found 'beams'         | beams=3",
                "422 | bad-option        | a whole number        | beam=many",
                "422 | bad-option        | found '3.5'           | beam=3.5",
                "422 | bad-option        | found 0               | beam=0",
                "422 | bad-option        | from 1 to 100         | nBest=101",
                "422 | bad-option        | to be true or false   | sample=yes",
                "422 | bad-option        | [false, true]         | stream=yes",
                "422 | bad-option        | [grid, none, png]     | attention=all",
                "422 | bad-option        | add 'sample'          | temperature=2",
                "422 | bad-option        | add 'sample'          | topK=2",
                "422 | bad-option        | 'beam' is for beam search       | sample=true&beam=3",
                "422 | bad-option        | leave it or 'sample' out        | sample=true&diversity=1",
                "422 | bad-option        | 'lengthNormalisation' to be a number from 0 to 10, found 11.0 | lengthNormalisation=11",
                "422 | bad-option        | 'allowRepetition' to be true or false | allowRepetition=1",
                "422 | bad-option        | found 'few'           | minLength=few",
                "422 | bad-option        | from 0 to 2147483647, found -1  | sample=true&topK=-1",
                "422 | bad-option        | found NaN             | sample=true&temperature=NaN",
                "422 | bad-option        | found 2.0             | sample=true&topP=2",
                "422 | impossible-constraints | from 1 to 100    | maxLength=0",
                "422 | impossible-constraints | 'minLength' to be a whole number from 1 to 100, found 101 | minLength=101",
                "422 | impossible-constraints | greater than the maximum length of 4 | minLength=5&maxLength=4",
                "422 | impossible-constraints | zebra            | prefix=a%20zebra",
                "422 | impossible-constraints | zebra            | include=zebra",
                "400 | malformed-request | in UTF-8              | include=%C3%28",
            })
    void invalidOptionsAreNamed(int status, String type, String detail, String query) throws Exception {
        assertProblem(service.post("/caption?" + query, "image/jpeg", photo), status, type, detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "\"text\"",
                "{\"image\":\"\",\"image\":\"\"}",
                "{\"image\":\"\"} more",
                "{\"image\":\"\",\"a\":NaN}"
            })
    void malformedJsonIsRejected(String json) throws Exception {
        assertProblem(json("/caption", json), 400, "malformed-request", "JSON");
    }

    @Test
    void invalidBase64IsNamed() throws Exception {
        assertProblem(json("/caption", "{}"), 400, "missing-image", "as base64");
        assertProblem(json("/caption", "{\"image\":7}"), 400, "missing-image", "as base64");
        assertProblem(json("/caption", "{\"image\":\"%%\"}"), 422, "bad-base64", "RFC 4648");
        assertProblem(json("/caption", "{\"image\":\"data:image/png,abc\"}"), 422, "bad-base64", "data URI");
        assertProblem(json("/caption", "{\"image\":\"\"}"), 422, "empty-photo", "0 bytes");
        assertProblem(
                json("/caption", "{\"image\":\"" + base64 + "\",\"beam\":{\"width\":3}}"), 422, "bad-option", "'beam'");
    }

    @Test
    void malformedUtf8IsRejected() throws Exception {
        byte[] form = new Multipart()
                .file("image", "p.jpg", "image/jpeg", photo)
                .field("include", "XX")
                .end();
        String latin = new String(form, ISO_8859_1).replace("XX", "\u00e9\u00e8");
        assertProblem(
                service.post("/caption", Multipart.TYPE, latin.getBytes(ISO_8859_1)),
                400,
                "malformed-request",
                "'include' in UTF-8");
        assertProblem(
                service.post("/caption", "application/json", "{\"image\":\"\u00e9\u00e8\"}".getBytes(ISO_8859_1)),
                400,
                "malformed-request",
                "JSON");
    }
}
