package dev.captioner.web;

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
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What problems say of a request's parameters, and which forms of base64 are accepted. */
class ProblemParametersTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path folder;

    private static RunningService service;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start(TinyModel.EIGHTEEN_WORDS.writeAnswering(folder.resolve("model")));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<String> json(String path, String image, String more) throws Exception {
        String body = JSON.writeValueAsString(image);
        return service.post(path, "application/json", ("{\"image\": " + body + more + "}").getBytes(UTF_8));
    }

    private static String base64() throws IOException {
        return Base64.getEncoder().encodeToString(Samples.bytes("flower"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /caption | ,"beam": 0               | beam
                    /caption | ,"beam": [1, 2]          | beam
                    /caption | ,"beem": 3               | beem
                    /caption | ,"stream": "maybe"       | stream
                    /caption | ,"beam": {}              | beam
                    /caption | ,"style": "poem"        | style
                    /vqa     | ''                       | question
                    /vqa     | ,"question": "?"         | question
                    /vqa     | ,"question": "what", "choices": ["a"] | choices
                    /vqa     | ,"question": "what", "top": 0 | top
                    /score   | ''                       | sentence
                    """)
    void aProblemNamesTheParameter(String path, String more, String parameter) throws Exception {
        HttpResponse<String> response = json(path, base64(), more);

        assertThat(response.statusCode()).as(response.body()).isBetween(400, 499);
        JsonNode problem = JSON.readTree(response.body());
        assertThat(problem.at("/errors/0/parameter").asString(""))
                .as(response.body())
                .isEqualTo(parameter);
        assertThat(problem.at("/errors/0/detail")).isEqualTo(problem.get("detail"));
    }

    @Test
    void noMessageNamesASettingOfALibrary() throws Exception {
        for (String body : List.of(
                "[".repeat(2000),
                "{\"image\": \"x\", \"" + "n".repeat(60_000) + "\": 1}",
                "{\"a\": " + "1".repeat(2000) + "}",
                "{")) {
            HttpResponse<String> response = service.post("/caption", "application/json", body.getBytes(UTF_8));

            assertThat(response.statusCode()).as(response.body()).isBetween(400, 499);
            assertThat(response.body()).doesNotContain("StreamReadConstraints", "Constraints.get", "Exception", "`");
        }
    }

    static List<String> accepted() throws IOException {
        String plain = base64();
        return List.of(
                plain,
                Base64.getMimeEncoder().encodeToString(Samples.bytes("flower")),
                Base64.getUrlEncoder().encodeToString(Samples.bytes("flower")),
                Base64.getUrlEncoder().withoutPadding().encodeToString(Samples.bytes("flower")),
                " " + plain.replaceAll("(.{100})", "$1 \n\t") + "\n",
                "data:image/jpeg;base64," + plain,
                "DATA:image/jpeg;BASE64," + plain,
                "data:image/jpeg;name=flower.jpg;charset=utf-8;base64, " + plain);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void formsOfBase64AreAccepted(String image) throws Exception {
        HttpResponse<String> response = json("/caption", image, "");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    static List<String> rejected() throws IOException {
        String plain = base64();
        return List.of(
                plain.substring(0, 100) + "!" + plain.substring(100),
                plain.substring(0, 100) + "=" + plain.substring(100),
                plain.substring(0, 100) + "\u00e9" + plain.substring(100),
                plain + "====",
                "data:image/jpeg," + plain,
                "A");
    }

    @ParameterizedTest
    @MethodSource("rejected")
    void otherCharactersAreNot(String image) throws Exception {
        HttpResponse<String> response = json("/caption", image, "");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        assertThat(response.body()).contains("/problems/bad-base64").contains("\"parameter\":\"image\"");
    }
}
