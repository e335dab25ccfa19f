package dev.captioner.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.model.TinyModel;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OpenAI's chat completions: request forms and errors. */
class ChatFormTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PATH = "/v1/chat/completions";

    @TempDir
    static Path folder;

    private static RunningService service;
    private static String photo;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start(
                TinyModel.EIGHTEEN_WORDS.writeAnswering(folder.resolve("answering")),
                List.of("captioner.photo.bytes=10MB"));
        photo = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/jpeg;base64,"
                + Base64.getEncoder().encodeToString(Samples.bytes("chelsea")) + "\"}}";
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<String> post(String json) throws Exception {
        return service.post(PATH, "application/json", json.getBytes(UTF_8));
    }

    private static String message(String role, String content) {
        return "{\"role\":\"" + role + "\",\"content\":" + content + "}";
    }

    private static String chat(String more, String... messages) {
        return "{\"model\":\"tiny\",\"messages\":[" + String.join(",", messages) + "]" + more + "}";
    }

    private static String text(String text) {
        return "{\"type\":\"text\",\"text\":\"" + text + "\"}";
    }

    private static String said(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body()).at("/choices/0/message/content").stringValue();
    }

    static void assertFailure(HttpResponse<String> response, int status, String type, String code, String message) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode body = JSON.readTree(response.body());
        assertThat(body.propertyNames()).containsExactly("error");
        JsonNode error = body.get("error");
        assertThat(error.propertyNames()).containsExactly("message", "type", "param", "code");
        assertThat(error.get("type").stringValue()).isEqualTo(type);
        assertThat(error.get("code").stringValue()).isEqualTo(code);
        assertThat(error.get("message").stringValue()).contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Describe this photo.",
                "Can you write a caption?",
                "Give a short DESCRIPTION of it",
                "What's in this image?",
                "What is in this picture",
                "what do you see?",
                "Tell me about it.",
                "describe what the cat is doing"
            })
    void textAsksForACaption(String text) throws Exception {
        String caption = said(post(chat("", message("user", "[" + photo + "]"))));

        assertThat(said(post(chat("", message("user", "[" + text(text) + "," + photo + "]")))))
                .isEqualTo(caption);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is red?",
                "what is red",
                "Is there a cat in this image?",
                "The ball, is it red?",
                "What's on the grass? One word.",
                "Question: what is red? Short answer:",
                "<image>\\nUSER: Is there a cat?\\nASSISTANT:",
                "Please tell me what the cat is."
            })
    void textIsAQuestion(String text) throws Exception {
        assertThat(TinyModel.EIGHTEEN_WORDS.answers())
                .contains(said(post(chat("", message("user", "[" + text(text) + "," + photo + "]")))));
    }

    @Test
    void photoMayBeInAnEarlierMessage() throws Exception {
        String[] conversation = {
            message("system", "\"Be brief.\""),
            message("user", "[" + photo + "]"),
            message("assistant", "\"a cat\""),
            message("user", "\"What is red?\"")
        };

        assertThat(TinyModel.EIGHTEEN_WORDS.answers()).contains(said(post(chat("", conversation))));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | malformed-request | JSON               | {",
                "400 | malformed-request | a JSON object      | []",
                "422 | bad-option        | to name the model  | {}",
                "404 | not-found         | found 'other'      | {'model':'other'}",
                "422 | bad-option        | a text             | {'model':7}",
                "422 | bad-option        | at least one       | {'model':'tiny'}",
                "422 | bad-option        | at least one       | {'model':'tiny','messages':[]}",
                "422 | bad-option        | messages[0]        | {'model':'tiny','messages':['hello']}",
                "422 | bad-option        | found 'tool'       | {'model':'tiny','messages':[{'role':'tool'}]}",
                "422 | bad-option        | the role 'user'    | {'model':'tiny','messages':[{'role':'assistant'}]}",
                "422 | bad-option        | list of parts      | {'model':'tiny','messages':[{'role':'user','content':7}]}",
                "422 | bad-option        | found the type 'a' | {'model':'tiny','messages':[{'role':'user','content':[{'type':'a'}]}]}",
                "400 | missing-image     | expected a photo   | {'model':'tiny','messages':[{'role':'user','content':'Hello'}]}",
                "400 | several-images    | found 2            | {'model':'tiny','messages':[{'role':'user','content':[{'type':'image_url','image_url':'a'},{'type':'image_url','image_url':'b'}]}]}",
                "422 | bad-base64        | RFC 4648           | {'model':'tiny','messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'%'}}]}]}",
                "422 | bad-base64        | a data URI         | {'model':'tiny','messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/png,a'}}]}]}",
                "422 | remote-photo      | does not fetch     | {'model':'tiny','messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'HTTP://localhost/a'}}]}]}",
                "422 | bad-option        | from 1 to 100      | {'model':'tiny','n':101,'messages':[{'role':'user','content':[{'type':'image_url','image_url':''}]}]}",
                "422 | bad-option        | from 1             | {'model':'tiny','max_tokens':0,'messages':[{'role':'user','content':[{'type':'image_url','image_url':''}]}]}",
                "422 | bad-option        | an object          | {'model':'tiny','stream_options':[],'messages':[{'role':'user','content':[{'type':'image_url','image_url':''}]}]}",
                "422 | bad-option        | a whole number     | {'model':'tiny','seed':1.5,'messages':[{'role':'user','content':[{'type':'image_url','image_url':''}]}]}",
                "422 | empty-photo       | 0 bytes            | {'model':'tiny','stream':true,'messages':[{'role':'user','content':[{'type':'image_url','image_url':''}]}]}",
            })
    void invalidRequestsGetErrorsInOpenAisForm(int status, String code, String message, String json) throws Exception {
        assertFailure(post(json.replace('\'', '"')), status, "invalid_request_error", code, message);
    }

    @Test
    void errorsBeforeTheControllerHaveTheProtocolsForm() throws Exception {
        assertFailure(
                service.post(PATH, "application/json", new byte[14_100_000]),
                413,
                "invalid_request_error",
                "photo-too-large",
                "too large");
        assertFailure(
                service.send(service.request("/v1/completions")),
                404,
                "invalid_request_error",
                "not-found",
                "expected POST /caption");
        assertFailure(service.send(service.request(PATH)), 405, "invalid_request_error", "method-not-allowed", "GET");
    }

    @Test
    void keysAreCheckedAsClientsSendThem() throws Exception {
        String hash = "2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683"; // printf key | sha256sum
        try (RunningService locked = RunningService.start(
                folder.resolve("answering"),
                List.of("captioner.security.keys.shop=" + hash, "captioner.security.requests-per-minute=1"))) {
            HttpRequest.Builder models = locked.request("/v1/models");
            assertFailure(locked.send(models), 401, "invalid_request_error", "unauthorised", "found none");
            models.header("Authorization", "Bearer key");
            assertThat(locked.send(models).statusCode()).isEqualTo(200);
            HttpResponse<String> tooMany = locked.send(models);
            assertFailure(tooMany, 429, "rate_limit_error", "too-many-requests", "rate limit");
            assertThat(tooMany.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void requestsOverTheDeadlineAreAbandoned() throws Exception {
        try (RunningService hurried =
                RunningService.start(folder.resolve("answering"), List.of("captioner.queue.deadline=1ms"))) {
            HttpResponse<String> response = hurried.send(hurried.request(PATH)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(chat(",\"stream\":true", message("user", "[" + photo + "]")))));

            assertFailure(response, 503, "server_error", "too-late", "not ready");
        }
    }

    /** The members of an object, to be appended to those of another. */
    private static String fields(String options) {
        String members = options.replace('\'', '"').substring(1, options.length() - 1);
        return members.isEmpty() ? "" : "," + members;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'prefix':'the dog','minLength':5,'exclude':['cat'],'include':'camera'} | {'prefix':'the dog','minLength':5,'exclude':'cat','include':'camera'}",
                "{'beam':6,'n':3,'diversity':2.5} | {'beam':6,'nBest':3,'diversity':2.5}",
                "{'nBest':3,'lengthNormalisation':2,'allowRepetition':true} | {'nBest':3,'lengthNormalisation':2,'allowRepetition':true}",
                "{'sample':true,'topK':3,'seed':7} | {'sample':true,'topK':3,'seed':7}",
                "{'temperature':1.5,'topK':3,'top_p':0.9} | {'sample':true,'temperature':1.5,'topK':3,'topP':0.9}",
                "{'sample':false,'temperature':1.5} | {}",
                "{'temperature':0,'top_p':0.5,'seed':3} | {}",
                "{'max_tokens':500} | {}",
                "{'maxLength':12,'minLength':10} | {'maxLength':12,'minLength':10}",
            })
    void theServicesOwnOptionsAreAcceptedToo(String chat, String caption) throws Exception {
        HttpResponse<String> response = post(chat(fields(chat), message("user", "[" + photo + "]")));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);

        String image = photo.replaceFirst(".*base64,", "").replaceFirst("\".*", "");
        HttpResponse<String> expected = service.post(
                "/caption",
                "application/json",
                ("{\"image\":\"" + image + "\"" + fields(caption) + "}").getBytes(UTF_8));
        assertThat(JSON.readTree(response.body())
                        .get("choices")
                        .valueStream()
                        .map(choice -> choice.at("/message/content").stringValue()))
                .isNotEmpty()
                .containsExactlyElementsOf(JSON.readTree(expected.body())
                        .get("captions")
                        .valueStream()
                        .map(each -> each.get("text").stringValue())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "422 | bad-option             | beam        | 'beam' is for beam search; leave it or 'temperature' out | {'beam':3,'temperature':1}",
                "422 | bad-option             | beam        | 'beam' is for beam search; leave it or 'top_p' out | {'beam':3,'top_p':0.5}",
                "422 | bad-option             | beam        | 'beam' is for beam search; leave it or 'sample' out | {'beam':3,'sample':true}",
                "422 | bad-option             | topK        | 'topK' is for sampling; add 'sample' or leave it out | {'topK':3}",
                "422 | bad-option             | temperature | expected 'temperature' to be a number from 0.01 to 100, found 0.0 | {'temperature':0,'sample':true}",
                "422 | bad-option             | beam        | a whole number from 1 to 100, found 2.5 | {'beam':2.5}",
                "422 | bad-option             | include     | to be a list of texts, found [1] | {'include':[1]}",
                "422 | bad-option             | prefix      | to be a text, found {} | {'prefix':{}}",
                "400 | twin-fields            | nBest       | expected one of 'n' and 'nBest', found both | {'n':2,'nBest':2}",
                "400 | twin-fields            | topP        | expected one of 'top_p' and 'topP', found both | {'top_p':0.5,'topP':0.5}",
                "422 | impossible-constraints |             | zebra | {'include':'zebra'}",
                "422 | impossible-constraints |             | greater than the maximum length | {'minLength':5,'max_tokens':4}",
                "422 | impossible-constraints | minLength   | from 1 to 100, found 0 | {'minLength':0}",
            })
    void optionsAreNamedAsTheClientNamesThem(
            int status, String code, @Nullable String parameter, String message, String options) throws Exception {
        HttpResponse<String> response = post(chat(fields(options), message("user", "[" + photo + "]")));

        assertFailure(response, status, "invalid_request_error", code, message);
        assertThat(JSON.readTree(response.body()).at("/error/param").asString(null))
                .isEqualTo(parameter);
    }

    @Test
    void questionsToAModelWithoutAnswersAreRejected(@TempDir Path other) throws Exception {
        try (RunningService captions = RunningService.start(TinyModel.EIGHTEEN_WORDS.write(other.resolve("model")))) {
            assertFailure(
                    captions.post(
                            PATH,
                            "application/json",
                            chat("", message("user", "[" + text("What is red?") + "," + photo + "]"))
                                    .getBytes(UTF_8)),
                    501,
                    "server_error",
                    "answers-nothing",
                    "cannot answer questions");
        }
    }
}
