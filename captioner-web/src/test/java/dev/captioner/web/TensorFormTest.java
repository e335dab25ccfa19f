package dev.captioner.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.model.TinyModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Open Inference Protocol and Hugging Face's inference API: request forms and errors. */
class TensorFormTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String INFER = "/v2/models/tiny/infer";

    @TempDir
    static Path folder;

    private static RunningService service;
    private static byte[] photo;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start(
                TinyModel.EIGHTEEN_WORDS.writeAnswering(folder.resolve("answering")),
                List.of("captioner.photo.bytes=10MB"));
        photo = Samples.bytes("chelsea");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static void assertFailure(HttpResponse<String> response, int status, String message) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode body = JSON.readTree(response.body());
        assertThat(body.propertyNames()).containsExactly("error");
        assertThat(body.get("error").stringValue()).contains(message);
    }

    private static HttpRequest.Builder binary(String json, byte[]... elements) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(json.getBytes(UTF_8));
        for (byte[] element : elements) {
            body.writeBytes(element);
        }
        return service.request(INFER)
                .header("Inference-Header-Content-Length", Integer.toString(json.length()))
                .POST(BodyPublishers.ofByteArray(body.toByteArray()));
    }

    private static byte[] element(byte[] content, int length) {
        return ByteBuffer.allocate(4 + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .put(content)
                .array();
    }

    private static String image(int size) {
        return "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":[1],"
                + "\"parameters\":{\"binary_data_size\":" + size + "}}]}";
    }

    @Test
    void tensorsGiveTheResultsOfTheOwnApi() throws Exception {
        HttpResponse<String> response = service.send(binary(image(photo.length + 4), element(photo, photo.length)));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.propertyNames()).containsExactly("model_name", "model_version", "parameters", "outputs");
        assertThat(answer.get("parameters").propertyNames()).containsExactly("queue", "photo", "encode", "decode");
        JsonNode caption = JSON.readTree(service.caption(photo).body()).at("/captions/0");
        assertThat(answer.at("/outputs/0/data/0").stringValue())
                .isEqualTo(caption.get("text").stringValue());
        assertThat(answer.at("/outputs/1/data/0").doubleValue())
                .isEqualTo(caption.get("logProbability").doubleValue());
        assertThat(answer.at("/outputs/2/data/0").booleanValue())
                .isEqualTo(caption.get("truncated").booleanValue());
    }

    @Test
    void inconsistentLengthsAreRejected() throws Exception {
        byte[] good = element(photo, photo.length);
        String json = image(good.length);
        assertFailure(service.send(binary(image(good.length + 1), good)), 422, "bytes after the JSON");
        assertFailure(service.send(binary(json, good, new byte[1])), 400, "found 1 more");
        assertFailure(service.send(binary(json, element(photo, photo.length + 1))), 422, "one element of");
        assertFailure(service.send(binary(json, element(photo, -1))), 422, "found 'one of -1'");
        assertFailure(service.send(binary(image(3), new byte[3])), 422, "at least 4");
        assertFailure(service.send(binary(image(Integer.MAX_VALUE), good)), 422, "2147483647");
        for (String length : List.of("9999999", "-1", "1e3", "99999999999")) {
            HttpRequest.Builder request = service.request(INFER)
                    .header("Inference-Header-Content-Length", length)
                    .POST(BodyPublishers.ofString(json));
            assertFailure(service.send(request), 400, "the length of the JSON");
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | JSON                      | {",
                "400 | an input 'image'          | {}",
                "422 | 'inputs' to be a list     | {'inputs':7}",
                "422 | found 'more'              | {'more':7}",
                "422 | found ''                  | {'inputs':[7]}",
                "422 | the datatype BYTES        | {'inputs':[{'name':'image','datatype':'UINT8'}]}",
                "422 | the shape [1]             | {'inputs':[{'name':'image','datatype':'BYTES'}]}",
                "422 | found '[2]'               | {'inputs':[{'name':'image','datatype':'BYTES','shape':[2]}]}",
                "422 | found '[]'                | {'inputs':[{'name':'image','datatype':'BYTES','shape':[]}]}",
                "422 | 'data' with one string    | {'inputs':[{'name':'image','datatype':'BYTES','shape':[1]}]}",
                "422 | 'data' with one string    | {'inputs':[{'name':'image','datatype':'BYTES','shape':[1],'data':['a','b']}]}",
                "422 | RFC 4648                  | {'inputs':[{'name':'image','datatype':'BYTES','shape':[1,1],'data':[['%']]}]}",
                "422 | found 'shared_memory'     | {'inputs':[{'name':'image','datatype':'BYTES','shape':[1],'parameters':{'shared_memory':'a'}}]}",
                "422 | to be a list              | {'inputs':[{'name':'image','datatype':'BYTES','shape':[1],'data':['']}],'outputs':7}",
                "422 | found 'classification'    | {'inputs':[{'name':'image','datatype':'BYTES','shape':[1],'data':['']}],'outputs':[{'name':'text','parameters':{'classification':2}}]}",
                "422 | true or false             | {'inputs':[{'name':'image','datatype':'BYTES','shape':[1],'data':['']}],'parameters':{'binary_data_output':7}}",
                "422 | 'parameters' to be an     | {'inputs':[{'name':'image','datatype':'BYTES','shape':[1],'data':['']}],'parameters':[1]}",
                "422 | 'id' to be a string       | {'id':7,'inputs':[{'name':'image','datatype':'BYTES','shape':[1],'data':['']}]}",
                "422 | 0 bytes                   | {'inputs':[{'name':'image','datatype':'BYTES','shape':[1],'data':['']}]}",
            })
    void invalidTensorsAreNamed(int status, String message, String json) throws Exception {
        assertFailure(
                service.post(INFER, "application/json", json.replace('\'', '"').getBytes(UTF_8)), status, message);
    }

    @Test
    void parametersAreTheOptionsOfCaptions() throws Exception {
        String base64 = Base64.getEncoder().encodeToString(photo);
        String options = "\"beam\":4,\"diversity\":1.5,\"nBest\":3,\"prefix\":\"the\",\"minLength\":4,"
                + "\"lengthNormalisation\":2,\"allowRepetition\":true,\"include\":[\"dog\"]";
        String expected = texts(service.post(
                "/caption", "application/json", ("{" + options + ",\"image\":\"" + base64 + "\"}").getBytes(UTF_8)));

        HttpResponse<String> tensors = service.post(
                INFER,
                "application/json",
                ("{\"inputs\":[{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"" + base64
                                + "\"]}],\"parameters\":{" + options + "}}")
                        .getBytes(UTF_8));
        assertThat(tensors.statusCode()).as(tensors.body()).isEqualTo(200);
        assertThat(JSON.readTree(tensors.body()).at("/outputs/0/data").toString())
                .isEqualTo(expected);

        HttpResponse<String> own = task(base64, options);
        assertThat(own.body()).isEqualTo(generated(expected));
        HttpResponse<String> huggingFace = task(
                base64,
                options.replace("\"beam\"", "\"num_beams\"")
                        .replace("\"nBest\"", "\"num_return_sequences\"")
                        .replace("\"minLength\"", "\"min_new_tokens\""));
        assertThat(huggingFace.body()).isEqualTo(generated(expected));
        String sampled = texts(service.post("/caption?sample=true&topK=2&seed=4&temperature=2", "image/jpeg", photo));
        assertThat(task(base64, "\"do_sample\":true,\"top_k\":2,\"seed\":4,\"temperature\":2")
                        .body())
                .isEqualTo(generated(sampled));
    }

    private static String texts(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.writeValueAsString(
                JSON.readTree(response.body()).get("captions").findValuesAsString("text").stream()
                        .filter(text -> text.contains(" "))
                        .toList());
    }

    private static HttpResponse<String> task(String base64, String parameters) throws Exception {
        HttpResponse<String> response = service.post(
                "/models/tiny",
                "application/json",
                ("{\"inputs\":\"" + base64 + "\",\"parameters\":{" + parameters + "}}").getBytes(UTF_8));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response;
    }

    private static String generated(String texts) {
        return texts.replace("[\"", "[{\"generated_text\":\"")
                .replace("\",\"", "\"},{\"generated_text\":\"")
                .replace("\"]", "\"}]");
    }

    @Test
    void requestedOutputsAreCheckedBeforeInference() throws Exception {
        String base64 = Base64.getEncoder().encodeToString(photo);
        String json = "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"" + base64
                + "\"]}],\"outputs\":[{\"name\":\"caption\"}]}";
        double before = service.metric("captioner_words_total");

        assertFailure(
                service.post(INFER, "application/json", json.getBytes(UTF_8)),
                422,
                "[text, log_probability, truncated]");
        assertThat(service.metric("captioner_words_total")).isEqualTo(before);
    }

    @Test
    void errorsBeforeTheControllerHaveTheProtocolsForm() throws Exception {
        assertFailure(service.post(INFER, "application/json", new byte[14_100_000]), 413, "too large");
        assertFailure(service.send(service.request("/v2/nothing")), 404, "expected POST /caption");
        assertFailure(service.send(service.request("/v2/models/tiny/versions/1")), 404, "version '0.0.7'");
        assertFailure(service.send(service.request(INFER)), 405, "found GET");
    }

    @Test
    void onlyHealthNeedsNoKey() throws Exception {
        String hash = "2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683"; // printf key | sha256sum
        try (RunningService locked =
                RunningService.start(folder.resolve("answering"), List.of("captioner.security.keys.shop=" + hash))) {
            assertThat(locked.send(locked.request("/v2/health/live")).body()).isEqualTo("{\"live\":true}");
            assertThat(locked.send(locked.request("/v2/health/ready")).body()).isEqualTo("{\"ready\":true}");
            for (String path : List.of("/v2", "/v2/models/tiny", "/v2/models/tiny/ready", "/v2/healthy")) {
                assertFailure(locked.send(locked.request(path)), 401, "found none");
            }
            assertFailure(locked.post("/models/tiny", "image/jpeg", photo), 401, "found none");
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | JSON                      | {",
                "400 | in 'inputs'               | {}",
                "400 | in 'inputs'               | {'inputs':{'question':'What?'}}",
                "400 | by the name 'question'    | {'inputs':{'image':''}}",
                "400 | by the name 'question'    | {'inputs':'','question':7}",
                "400 | found both                | {'inputs':{'image':'','question':'What?'},'question':'What?'}",
                "422 | 'parameters' to be an     | {'inputs':'','parameters':[1]}",
                "422 | RFC 4648                  | {'inputs':'%'}",
                "422 | does not fetch            | {'inputs':'https://example.org/cat.jpg'}",
                "422 | found 'penalty_alpha'     | {'inputs':'','parameters':{'generation_parameters':{'penalty_alpha':1}}}",
                "422 | found 'num_beams'         | {'inputs':{'image':'','question':'What?'},'parameters':{'num_beams':1}}",
                "422 | 'num_beams' to be a whole number from 1 to 100, found 0 | {'inputs':'','parameters':{'num_beams':0}}",
                "422 | 'top_k' is for sampling; add 'sample' | {'inputs':'','parameters':{'top_k':2}}",
                "422 | 'num_beams' is for beam search; leave it or 'do_sample' out | {'inputs':'','parameters':{'num_beams':2,'do_sample':true}}",
                "400 | one of 'beam' and 'num_beams', found both | {'inputs':'','parameters':{'beam':2,'num_beams':2}}",
                "422 | 0 bytes                   | {'inputs':''}",
            })
    void invalidTasksAreNamed(int status, String message, String json) throws Exception {
        assertFailure(
                service.post(
                        "/models/tiny",
                        "application/json",
                        json.replace('\'', '"').getBytes(UTF_8)),
                status,
                message);
    }
}
