package dev.captioner.web;

import static dev.captioner.web.Problems.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.captioner.Answer;
import dev.captioner.AnswerOptions;
import dev.captioner.AttentionMap;
import dev.captioner.Captioner;
import dev.captioner.Reply;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import dev.captioner.testing.model.TinyModel;
import dev.captioner.text.AnswerChoices;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QuestionEndpointTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String QUESTION = "What color is the ball on the grass?";

    @TempDir
    static Path folder;

    private static Path model;
    private static RunningService service;
    private static byte[] chelsea;

    @BeforeAll
    static void start() throws IOException {
        model = TinyModel.EIGHTEEN_WORDS.writeAnswering(folder.resolve("answering"));
        service = RunningService.start(model);
        chelsea = Samples.bytes("chelsea");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** A form with the photo, and fields given as name and value in turn. */
    private static Multipart form(String... namesAndValues) {
        Multipart form = new Multipart().file("image", "photo.jpg", "image/jpeg", chelsea);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.field(namesAndValues[i], namesAndValues[i + 1]);
        }
        return form;
    }

    private static HttpResponse<String> ask(String... namesAndValues) throws Exception {
        return service.send(service.multipart("/vqa", form(namesAndValues).end()));
    }

    private static List<String> texts(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body())
                .get("answers")
                .valueStream()
                .map(answer -> answer.get("text").stringValue())
                .toList();
    }

    @Test
    void responseEqualsTheLibrarysResult() throws Exception {
        HttpResponse<String> response = ask("question", QUESTION);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertIs(reply(AnswerOptions.DEFAULT), JSON.readTree(response.body()));
        assertThat(JSON.readTree(response.body()).get("kind").stringValue()).isEqualTo("colour");
    }

    private static Reply reply(AnswerOptions options) {
        try (Captioner captioner = Captioner.load(model)) {
            Photo photo = new PhotoReader().read(chelsea);
            return captioner.ask(photo, QUESTION, options);
        }
    }

    private static void assertIs(Reply expected, JsonNode json) {
        assertThat(json.propertyNames())
                .containsExactly(
                        "question",
                        "kind",
                        "answers",
                        "abstained",
                        "unknownWords",
                        "fromPhotoAlone",
                        "attention",
                        "hops",
                        "truncated",
                        "model",
                        "timings");
        assertThat(json.get("truncated").booleanValue()).isFalse();
        assertThat(json.get("model").get("name").stringValue()).isEqualTo(TinyModel.NAME);
        assertThat(json.get("question").stringValue()).isEqualTo(expected.question());
        assertThat(json.get("abstained").booleanValue()).isEqualTo(expected.abstained());
        assertThat(json.get("fromPhotoAlone").booleanValue()).isEqualTo(expected.fromPhotoAlone());
        assertThat(json.get("unknownWords").valueStream().map(JsonNode::stringValue))
                .containsExactlyElementsOf(expected.unknownWords());
        assertThat(json.get("answers")).hasSameSizeAs(expected.answers());
        for (int i = 0; i < expected.answers().size(); i++) {
            Answer answer = expected.answers().get(i);
            JsonNode found = json.get("answers").get(i);
            assertThat(found.propertyNames()).containsExactly("text", "probability", "logProbability");
            assertThat(found.get("text").stringValue()).isEqualTo(answer.text());
            assertThat(found.get("probability").doubleValue()).isEqualTo(answer.probability());
            assertThat(found.get("logProbability").doubleValue()).isEqualTo(answer.logProbability());
        }
        assertIs(expected.attention(), json.get("attention"));
        assertThat(json.get("hops")).hasSize(2);
        for (int hop = 0; hop < 2; hop++) {
            assertIs(expected.hops().get(hop), json.get("hops").get(hop));
        }
    }

    private static void assertIs(AttentionMap expected, JsonNode look) {
        assertThat(look.propertyNames()).containsExactly("photo", "question");
        double sum = 0;
        for (int row = 0; row < 9; row++) {
            for (int column = 0; column < 9; column++) {
                float share = look.get("photo").get(row).get(column).floatValue();
                assertThat(share).isEqualTo(expected.photo()[row][column]);
                sum += share;
            }
        }
        assertThat(look.get("question")).hasSize(8);
        for (int word = 0; word < 8; word++) {
            float share = look.get("question").get(word).floatValue();
            assertThat(share).isEqualTo(expected.question()[word]);
            sum += share;
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @Test
    void choicesAreSeparateOrJoinedByBarsInAnyOrder() throws Exception {
        HttpResponse<String> bars = ask("question", QUESTION, "choices", "Red|the cat runs|camera");
        HttpResponse<String> parts =
                ask("choices", "camera", "choices", "the cat runs", "choices", "Red", "question", QUESTION);

        assertThat(texts(bars)).containsExactlyInAnyOrder("Red", "the cat runs", "camera");
        assertThat(RunningService.lasting(parts)).isEqualTo(RunningService.lasting(bars));
        assertIs(
                reply(AnswerOptions.among(AnswerChoices.of(List.of("Red", "the cat runs", "camera")))),
                JSON.readTree(bars.body()));
        assertThat(texts(ask("question", QUESTION, "choices", "Red|the cat runs|camera", "top", "1")))
                .containsExactly(texts(bars).get(0));
    }

    @Test
    void givesTheRequestedNumberOfAnswers() throws Exception {
        assertThat(texts(ask("question", QUESTION, "top", "2"))).hasSize(2);
        assertThat(texts(ask("question", QUESTION, "top", "999999"))).hasSameSizeAs(TinyModel.EIGHTEEN_WORDS.answers());
        double sum = JSON.readTree(ask("question", QUESTION, "top", "6").body())
                .get("answers")
                .valueStream()
                .mapToDouble(answer -> answer.get("probability").doubleValue())
                .sum();
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @Test
    void aQuestionOfUnknownWordsIsAnsweredFromThePhotoAlone() throws Exception {
        JsonNode answer = JSON.readTree(ask("question", "무엇이 보여요?").body());

        assertThat(answer.get("question").stringValue()).isEqualTo("무엇이 보여요?");
        assertThat(answer.get("fromPhotoAlone").booleanValue()).isTrue();
        assertThat(answer.get("unknownWords").toString()).isEqualTo("[\"무엇이\",\"보여요\"]");
        assertThat(answer.get("answers")).hasSize(5);
    }

    @Test
    void concurrentRequestsGetTheSameBytesAsAlone() throws Exception {
        List<String> questions = List.of(QUESTION, "is there a cat?", "where is the camera?", "how many dogs?");
        List<String> alone = new ArrayList<>();
        for (String question : questions) {
            alone.add(RunningService.lasting(ask("question", question)));
        }
        List<CompletableFuture<HttpResponse<String>>> underWay = IntStream.range(0, 16)
                .mapToObj(i -> service.sendLater(service.multipart(
                        "/vqa",
                        form("question", questions.get(i % questions.size())).end())))
                .toList();

        assertThat(alone).doesNotHaveDuplicates();
        for (int i = 0; i < underWay.size(); i++) {
            assertThat(RunningService.lasting(underWay.get(i).join())).isEqualTo(alone.get(i % alone.size()));
        }
    }

    static List<Arguments> badForms() {
        String twentyOne = String.join(
                "|",
                IntStream.range(0, 21).mapToObj(number -> "choice " + number).toList());
        return List.of(
                arguments(400, "missing-question", "expected a field 'question'", form()),
                arguments(
                        400,
                        "missing-question",
                        "without a filename",
                        form().file("question", "question.txt", "text/plain", QUESTION.getBytes(UTF_8))),
                arguments(400, "several-questions", "found 2", form("question", "a", "question", "b")),
                arguments(422, "empty-question", "the question is empty", form("question", "")),
                arguments(422, "empty-question", "the question is empty", form("question", " \r\n\t")),
                arguments(
                        422, "question-too-long", "10000 characters", form("question", "what ".repeat(1999) + "thing")),
                arguments(422, "question-without-letters", "no letters", form("question", "1 + 1 = ?")),
                arguments(422, "too-few-choices", "found 1", form("question", QUESTION, "choices", "red")),
                arguments(422, "too-few-choices", "found 1", form("question", QUESTION, "choices", "")),
                arguments(422, "too-many-choices", "found 21", form("question", QUESTION, "choices", twentyOne)),
                arguments(
                        422,
                        "too-many-choices",
                        "choice 2 has 21 words",
                        form("question", QUESTION, "choices", "red|" + "red ".repeat(21))),
                arguments(
                        422,
                        "empty-choice",
                        "choice 2 has no word",
                        form("question", QUESTION, "choices", "red|!|cat")),
                arguments(
                        422,
                        "twin-choices",
                        "choices 1 and 2 are both 'red'",
                        form("question", QUESTION, "choices", "red|RED.")),
                arguments(422, "bad-top", "found '0'", form("question", QUESTION, "top", "0")),
                arguments(422, "bad-top", "found '-3'", form("question", QUESTION, "top", "-3")),
                arguments(422, "bad-top", "found 'many'", form("question", QUESTION, "top", "many")),
                arguments(
                        422,
                        "bad-top",
                        "found '99999999999999999999...'",
                        form("question", QUESTION, "top", "9".repeat(400))),
                arguments(422, "bad-top", "found '1, 2'", form("question", QUESTION, "top", "1", "top", "2")));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("badForms")
    void invalidQuestionsAreClientErrors(int status, String type, String detail, Multipart form) throws Exception {
        assertProblem(service.send(service.multipart("/vqa", form.end())), status, type, detail);
    }

    @Test
    void tooLargeFieldsAreRejected() throws Exception {
        for (int bytes : new int[] {70_000, 3_000_000}) {
            assertProblem(
                    ask("question", QUESTION, "choices", "a|".repeat(bytes / 2)),
                    413,
                    "photo-too-large",
                    "64 KB of options");
            assertProblem(ask("question", "a".repeat(bytes)), 413, "photo-too-large", "64 KB of options");
        }
        assertProblem(
                ask("question", QUESTION, "choices", "a|".repeat(30_000)), 422, "too-many-choices", "found 30001");
        assertThat(texts(ask("question", QUESTION))).hasSize(5);
    }

    @Test
    void photosAndMethodsAreRejectedAsForCaptions() throws Exception {
        Multipart noPhoto = new Multipart().field("question", QUESTION);
        Multipart damaged = new Multipart()
                .file("image", "p.jpg", "image/jpeg", new byte[100])
                .field("question", QUESTION);
        Multipart two = form("question", QUESTION).file("image", "2.jpg", "image/jpeg", chelsea);

        assertProblem(service.send(service.multipart("/vqa", noPhoto.end())), 400, "missing-image", "a part 'image'");
        assertProblem(
                service.send(service.multipart("/vqa", damaged.end())), 415, "unsupported-format", "no known format");
        assertProblem(service.send(service.multipart("/vqa", two.end())), 400, "several-images", "found several");
        assertProblem(service.send(service.request("/vqa")), 405, "method-not-allowed", "found GET");
    }

    @Test
    void questionsToAModelWithoutAnswersAreRejected() throws Exception {
        try (RunningService captions = RunningService.start(TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model")))) {
            assertProblem(
                    captions.send(captions.multipart(
                            "/vqa", form("question", QUESTION).end())),
                    501,
                    "answers-nothing",
                    "the model 'tiny' 0.0.7 writes captions only");
        }
    }
}
