package dev.captioner.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.Abstention;
import dev.captioner.Answer;
import dev.captioner.AnswerOptions;
import dev.captioner.Captioner;
import dev.captioner.Reply;
import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.image.PhotoReader;
import dev.captioner.testing.model.TinyModel;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A question gets the answers, calibrated probabilities and abstention of the library from each protocol of the service. */
class AnswerDoorsTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** Flat probabilities, none of which reaches the threshold. */
    private static final AnsweringDescription DOUBTFUL = new AnsweringDescription(20, 0.9);

    @TempDir
    static Path folder;

    private static RunningService sure;
    private static RunningService doubtful;
    private static String base64;
    private static final List<Captioner> CAPTIONERS = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        sure = start("sure", new AnsweringDescription(2, 0));
        doubtful = start("doubtful", DOUBTFUL);
        base64 = Base64.getEncoder().encodeToString(Samples.bytes("chelsea"));
    }

    private static RunningService start(String name, AnsweringDescription answering) {
        Path model = TinyModel.EIGHTEEN_WORDS.writeAnswering(folder.resolve(name), answering);
        CAPTIONERS.add(Captioner.load(model));
        return RunningService.start(model);
    }

    @AfterAll
    static void stop() {
        sure.close();
        doubtful.close();
        CAPTIONERS.forEach(Captioner::close);
    }

    private static Reply expected(RunningService service, String question) throws IOException {
        return CAPTIONERS
                .get(service == sure ? 0 : 1)
                .ask(new PhotoReader().read(Samples.bytes("chelsea")), question, AnswerOptions.DEFAULT);
    }

    private static JsonNode post(RunningService service, String path, String json) throws Exception {
        HttpResponse<String> response = service.post(path, "application/json", json.getBytes(UTF_8));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static JsonNode own(RunningService service, String question) throws Exception {
        return post(
                service,
                "/vqa",
                "{\"image\":\"" + base64 + "\",\"question\":" + JSON.writeValueAsString(question) + "}");
    }

    private static JsonNode chat(RunningService service, String question, String more) throws Exception {
        return post(
                service,
                "/v1/chat/completions",
                "{\"model\":\"tiny\",\"logprobs\":true,\"n\":5" + more
                        + ",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":"
                        + JSON.writeValueAsString(question)
                        + "},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/jpeg;base64,"
                        + base64 + "\"}}]}]}");
    }

    private static JsonNode tensors(RunningService service, String question, String parameters) throws Exception {
        return post(
                service,
                "/v2/models/tiny/infer",
                "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"" + base64
                        + "\"]},{\"name\":\"question\",\"datatype\":\"BYTES\",\"shape\":[1],\"parameters\":{\"content_type\":\"str\"},\"data\":["
                        + JSON.writeValueAsString(question) + "]}],\"parameters\":{" + parameters + "}}");
    }

    private static JsonNode task(RunningService service, String question) throws Exception {
        return post(
                service,
                "/models/tiny",
                "{\"inputs\":{\"image\":\"" + base64 + "\",\"question\":" + JSON.writeValueAsString(question) + "}}");
    }

    private static List<JsonNode> output(JsonNode tensors, String name) {
        return tensors.get("outputs")
                .valueStream()
                .filter(output -> output.get("name").stringValue().equals(name))
                .flatMap(output -> output.get("data").valueStream())
                .toList();
    }

    private static List<String> texts(List<JsonNode> nodes) {
        return nodes.stream().map(JsonNode::stringValue).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Is the cat red?",
                "Is there a dog on the quokka?",
                "Is there a quokka?",
                "Y a-t-il un chat ?",
                "\u8fd9\u662f\u4ec0\u4e48\uff1f",
                "Question: is the dog red? Answer yes or no."
            })
    void aQuestionHasTheSameAnswersInEveryForm(String question) throws Exception {
        for (RunningService service : List.of(sure, doubtful)) {
            Reply expected = expected(service, question);
            List<String> answers = expected.answers().stream().map(Answer::text).toList();
            List<Double> probabilities =
                    expected.answers().stream().map(Answer::probability).toList();
            Optional<String> reason = expected.abstention().map(Abstention::key);

            JsonNode own = own(service, question);
            assertThat(own.get("answers").findValuesAsString("text")).isEqualTo(answers);
            assertThat(own.get("abstained").booleanValue()).isEqualTo(expected.abstained());
            assertThat(own.optional("abstention").map(JsonNode::stringValue)).isEqualTo(reason);

            JsonNode tensors = tensors(service, question, "");
            assertThat(texts(output(tensors, "text"))).isEqualTo(answers);
            assertThat(output(tensors, "probability").stream().map(JsonNode::doubleValue))
                    .isEqualTo(probabilities);
            assertThat(output(tensors, "abstained").get(0).booleanValue()).isEqualTo(expected.abstained());
            assertThat(texts(output(tensors, "abstention"))).containsExactly(reason.orElse(""));
            assertThat(texts(output(tensors, "unknown_words"))).isEqualTo(expected.unknownWords());

            JsonNode task = task(service, question);
            assertThat(task.findValuesAsString("answer")).isEqualTo(answers);
            assertThat(task.valueStream().map(answer -> answer.get("score").doubleValue()))
                    .isEqualTo(probabilities);
            assertThat(task.valueStream()
                            .map(answer -> answer.optional("abstention").map(JsonNode::stringValue)))
                    .containsOnly(reason);

            JsonNode chat = chat(service, question, "");
            JsonNode confidence = chat.get("captioner");
            assertThat(confidence.get("answers").findValuesAsString("text")).isEqualTo(answers);
            assertThat(confidence
                            .get("answers")
                            .valueStream()
                            .map(answer -> answer.get("probability").doubleValue()))
                    .isEqualTo(probabilities);
            assertThat(confidence.get("abstained").booleanValue()).isEqualTo(expected.abstained());
            assertThat(texts(confidence.get("unknownWords").valueStream().toList()))
                    .isEqualTo(expected.unknownWords());
            List<JsonNode> choices = chat.get("choices").valueStream().toList();
            assertThat(choices).hasSize(expected.abstained() ? 1 : 5);
            for (int i = 0; i < choices.size(); i++) {
                JsonNode token = choices.get(i).at("/logprobs/content/0");
                String said = choices.get(i).at("/message/content").stringValue();
                assertThat(token.get("token").stringValue()).isEqualTo(said);
                assertThat(Math.exp(token.get("logprob").doubleValue())).isCloseTo(probabilities.get(i), within(1e-12));
                if (!expected.abstained()) {
                    assertThat(said).isEqualTo(answers.get(i));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Is the cat red?    | I am not sure. My best guess is \"",
                "Is there a quokka? | I cannot answer this. These words of the question are not in my vocabulary: is, there, quokka.",
                "Y a-t-il un chat ? | I cannot answer this. I understand questions in English only.",
            })
    void aChatSaysInWordsThatTheModelAbstains(String question, String words) throws Exception {
        JsonNode choice = chat(doubtful, question, "").get("choices").get(0);

        assertThat(choice.at("/message/content").stringValue()).startsWith(words);
        assertThat(choice.get("finish_reason").stringValue()).isEqualTo("stop");
        assertThat(choice.at("/message/refusal").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"stop\":[\"\\n\",\"</s>\",\"Human:\"]",
                "\"stop\":\"###\"",
                "\"top_k\":40",
                "\"top_k\":-1",
                "\"reasoning_effort\":\"low\"",
                "\"reasoning\":{\"effort\":\"low\"}",
                "\"verbosity\":\"low\"",
                "\"user\":\"someone\"",
                "\"store\":true",
                "\"metadata\":{\"a\":\"b\"}",
                "\"service_tier\":\"auto\"",
                "\"parallel_tool_calls\":true",
                "\"response_format\":{\"type\":\"text\"}",
                "\"repetition_penalty\":1.0,\"min_p\":0,\"best_of\":1",
                "\"seed\":3,\"temperature\":0.7,\"top_k\":5",
                "\"max_completion_tokens\":1",
            })
    void parametersOfClientsThatDoNotConcernAnAnswerAreAccepted(String parameters) throws Exception {
        JsonNode plain = chat(sure, "Is the cat red?", "");

        assertThat(chat(sure, "Is the cat red?", "," + parameters).get("choices"))
                .isEqualTo(plain.get("choices"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"priority\":1",
                "\"timeout\":1000000",
                "\"sequence_id\":7,\"sequence_start\":true,\"sequence_end\":true",
                "\"content_type\":\"str\",\"headers\":{}"
            })
    void parametersOfTritonsClientsThatDoNotConcernAnAnswerAreAccepted(String parameters) throws Exception {
        assertThat(tensors(sure, "Is the cat red?", parameters).get("outputs"))
                .isEqualTo(tensors(sure, "Is the cat red?", "").get("outputs"));
    }
}
