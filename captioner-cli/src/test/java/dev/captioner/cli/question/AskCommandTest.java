package dev.captioner.cli.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.Captioner;
import dev.captioner.Reply;
import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.cli.CommandRun;
import dev.captioner.cli.console.Json;
import dev.captioner.image.PhotoReader;
import dev.captioner.testing.SourceTree;
import dev.captioner.testing.model.TinyModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AskCommandTest {
    private static final Path CHELSEA = SourceTree.SAMPLES.resolve("chelsea.jpg");
    private static final String QUESTION = "Is a red cat a dog?";

    @TempDir
    static Path shared;

    static Path model;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeModel() {
        model = TinyModel.TEN_WORDS.writeAnswering(shared.resolve("model"), AnsweringDescription.UNCALIBRATED);
    }

    private static CommandRun ask(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("ask", CHELSEA));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--model", model));
        return CommandRun.of(all.toArray());
    }

    @Test
    void printsTheBestAnswersAlignedWithTheirProbabilities() {
        CommandRun run = ask(QUESTION);

        assertThat(run.exit()).isZero();
        assertThat(run.error()).startsWith("captioner: not in the vocabulary, read as the unknown word: is\n");
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(5).allMatch(line -> line.matches("[a-z]+( [a-z]+)* +\\d+\\.\\d %"));
        assertThat(lines).extracting(String::length).containsOnly(lines.get(0).length());
        List<Double> percents = lines.stream()
                .map(line -> line.split(" {2,}", 2)[1])
                .map(percent -> Double.valueOf(percent.replace(" %", "")))
                .toList();
        assertThat(percents).isSortedAccordingTo((one, another) -> Double.compare(another, one));

        assertThat(ask(QUESTION, "--top", 1).out()).isEqualTo(lines.get(0).replaceAll(" {2,}", "   ") + "\n");
        assertThat(ask(QUESTION, "--top", 100).out().lines())
                .hasSize(TinyModel.TEN_WORDS.answers().size());
    }

    @Test
    void jsonHasTheFileAndTheFieldsOfTheReply() {
        CommandRun run = ask(QUESTION, "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.error()).isEmpty();
        assertThat(run.out().lines()).hasSize(1);
        JsonNode json = JsonMapper.shared().readTree(run.out());
        assertThat(json.propertyNames())
                .containsExactly(
                        "file",
                        "question",
                        "kind",
                        "answers",
                        "abstained",
                        "unknownWords",
                        "fromPhotoAlone",
                        "attention",
                        "hops");
        Reply reply;
        try (Captioner captioner = Captioner.load(model)) {
            reply = captioner.ask(new PhotoReader().read(CHELSEA), QUESTION);
        }
        assertThat(run.out().strip())
                .isEqualTo("{\"file\":" + Json.line(CHELSEA.toString()) + ","
                        + Json.line(reply).substring(1));
        assertThat(json.get("question").stringValue()).isEqualTo(QUESTION);
        assertThat(json.get("kind").stringValue()).isEqualTo("yes_no");
        assertThat(json.get("answers").get(0).propertyNames()).containsExactly("text", "probability", "logProbability");
        assertThat(json.get("hops")).hasSize(2);
        for (JsonNode look : List.of(
                json.get("attention"), json.get("hops").get(0), json.get("hops").get(1))) {
            assertThat(look.propertyNames()).containsExactly("photo", "question");
            assertThat(look.get("photo")).hasSize(9).allMatch(row -> row.size() == 9);
            assertThat(look.get("question")).hasSize(6);
            assertThat(sum(look.get("photo")) + sum(look.get("question"))).isCloseTo(1, within(1e-5));
        }
    }

    private static double sum(JsonNode node) {
        return node.isArray()
                ? node.valueStream().mapToDouble(AskCommandTest::sum).sum()
                : node.doubleValue();
    }

    @Test
    void theRankingOfChoicesDoesNotDependOnTheirOrder() {
        CommandRun one = ask(QUESTION, "--choices", "Rocket|a red cup| dog ");
        CommandRun another = ask(QUESTION, "--choices", "dog", "--choices", "a red cup|Rocket");

        assertThat(one.exit()).isZero();
        assertThat(one.out()).isEqualTo(another.out());
        assertThat(one.out().lines())
                .extracting(line -> line.split(" {2,}", 2)[0])
                .containsExactlyInAnyOrder("Rocket", "a red cup", "dog");
        assertThat(ask(QUESTION, "--choices", "Rocket|a red cup|dog", "--top", 2)
                        .out()
                        .lines())
                .containsExactlyElementsOf(one.out().lines().limit(2).toList());
    }

    @Test
    void namesUnknownWords() {
        CommandRun run = ask("Which quokka sleeps?", "--choices", "cat|numbat");

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.error())
                .isEqualTo("captioner: not in the vocabulary, read as the unknown word: which, quokka, numbat\n");
    }

    @Test
    void aQuestionOfUnknownWordsIsAnsweredFromThePhotoAlone() {
        CommandRun run = ask("무엇이 보여요?");

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines()).hasSize(5);
        assertThat(run.error())
                .contains("무엇이, 보여요\n")
                .contains("depends on the photo alone\n")
                .contains("the model reads English only: it abstains from this answer\n");
        JsonNode json = JsonMapper.shared().readTree(ask("무엇이 보여요?", "--json").out());
        assertThat(json.get("fromPhotoAlone").booleanValue()).isTrue();
    }

    @Test
    void reportsAbstention() {
        Path doubtful = TinyModel.TEN_WORDS.writeAnswering(folder.resolve("model"), new AnsweringDescription(3, 0.9));

        CommandRun run = CommandRun.of("ask", CHELSEA, "a red cat", "--model", doubtful);

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines()).hasSize(5);
        assertThat(run.error()).isEqualTo("captioner: low confidence: the model abstains from this answer\n");
    }

    @Test
    void freeAnswersAreGeneratedWordByWord() {
        CommandRun run = ask("a red cat", "--free", "--top", 3);

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines()).hasSize(3).allMatch(line -> line.matches("[a-z]+( [a-z]+)* +\\d+\\.\\d %"));
    }

    @Test
    void drawsAHeatMap() throws IOException {
        Path target = folder.resolve("map.png");

        CommandRun run = ask(QUESTION, "--heatmap", target);

        assertThat(run.exit()).isZero();
        BufferedImage map = ImageIO.read(target.toFile());
        assertThat(map.getWidth()).isGreaterThan(3 * 240); // two hops and the answer, side by side
        assertThat(ask(QUESTION, "--heatmap", folder.resolve("none/map.png")).exit())
                .isEqualTo(1);
    }

    @Test
    void wrongUsageIsExitTwoWithTheReason() {
        String twentyOne = String.join(
                "|",
                IntStream.range(0, 21).mapToObj(number -> "choice " + number).toList());

        assertWrong("the question is empty", "");
        assertWrong("the question is empty", " \t ");
        assertWrong("the question has 10000 characters; ask one of at most 500", "what ".repeat(1999) + "thing");
        assertWrong("the question has no letters", "1 + 1 = ?!");
        assertWrong("expected 2 to 20 choices, found 1", QUESTION, "--choices", "cat");
        assertWrong("expected 2 to 20 choices, found 21", QUESTION, "--choices", twentyOne);
        assertWrong("choices 1 and 3 are both 'cat'", QUESTION, "--choices", "cat|dog|Cat.");
        assertWrong("choice 2 has no word", QUESTION, "--choices", "cat||dog");
        assertWrong("a free answer has no choices", QUESTION, "--choices", "cat|dog", "--free");
        assertWrong("expected at least 1 answer to give, found 0", QUESTION, "--top", 0);
        assertWrong("at most 100 free answers can be asked for, found 101", QUESTION, "--free", "--top", 101);
        assertWrong("'x' is not an int", QUESTION, "--top", "x");
        assertWrong("Unmatched argument", "what", "animal", "is", "this?");
        assertThat(CommandRun.of("ask", CHELSEA).error()).contains("Missing required parameter: 'QUESTION'");
    }

    private static void assertWrong(String reason, Object... arguments) {
        CommandRun run = ask(arguments);
        assertThat(run.exit()).as(reason).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.error()).startsWith("captioner: ").contains(reason);
    }

    @Test
    void anUnreadablePhotoIsAFailure() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.jpg"), "no photo");

        CommandRun run = CommandRun.of("ask", bad, QUESTION, "--model", model);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.error()).startsWith("captioner: " + bad + ": ");

        CommandRun json = CommandRun.of("ask", bad, QUESTION, "--model", model, "--json");
        assertThat(json.exit()).isEqualTo(1);
        assertThat(json.error()).isEmpty();
        assertThat(JsonMapper.shared().readTree(json.out()).propertyNames()).containsExactly("file", "error");
    }

    @Test
    void aModelThatOnlyCaptionsIsAFailure() {
        Path captions = TinyModel.TEN_WORDS.write(folder.resolve("captions"));

        CommandRun run = CommandRun.of("ask", CHELSEA, QUESTION, "--model", captions);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.error())
                .isEqualTo("captioner: " + captions
                        + ": this model does not answer questions; choose one that does with --model, such as one"
                        + " trained with 'captioner train answers'\n");
    }
}
