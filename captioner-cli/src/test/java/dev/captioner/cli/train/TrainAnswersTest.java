package dev.captioner.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.cli.CommandRun;
import dev.captioner.testing.SourceTree;
import dev.captioner.testing.TestTags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Trains on six photos with captions and questions, asks the new model, and evaluates it. */
@Tag(TestTags.SLOW)
class TrainAnswersTest {
    private static final String CAPTIONS = """
            train\tchelsea.jpg\ta cat looks up
            train\tchelsea.jpg\ta cat looks at the camera
            train\tcoffee.jpg\ta cup of coffee
            train\trocket.jpg\ta rocket on the ground
            train\tflower.jpg\ta red flower
            dev\tastronaut.jpg\ta woman in a suit
            dev\tchina.jpg\ta roof of a temple
            """;
    private static final String QUESTIONS = """
            split\tfile\tquestion\tanswer\tanswer_type\tall_answers\tsource
            train\tchelsea.jpg\twhat is this?\tcat\tthing\t\tours
            train\tchelsea.jpg\tis there a cat?\tyes\tpresence\t\tours
            train\tcoffee.jpg\twhat is this?\tcup\tthing\tcup|cup|coffee\tours
            train\tcoffee.jpg\tis there a cat?\tno\tpresence\t\tours
            train\trocket.jpg\twhat is this?\trocket\tthing\t\tours
            train\trocket.jpg\tis there a cat?\tno\tpresence\t\tours
            train\tflower.jpg\twhat is this?\tcup\tthing\t\tours
            train\tflower.jpg\tis there a cat?\tno\tpresence\t\tours
            train\tflower.jpg\tis this one?\tyes\tpresence\t\tours
            dev\tastronaut.jpg\tis there a cat?\tno\tpresence\t\tours
            dev\tchina.jpg\twhat is this?\tcup\tthing\t\tours
            """;

    @TempDir
    static Path folder;

    private static Path questions;
    private static CommandRun training;

    @BeforeAll
    static void train() throws IOException {
        Path captions = Files.writeString(folder.resolve("captions.tsv"), CAPTIONS);
        questions = Files.writeString(folder.resolve("questions.tsv"), QUESTIONS);
        System.setProperty("captioner.home", SourceTree.ROOT.toString());
        List<Object> options = new ArrayList<>(List.of("train", "answers", "--images", SourceTree.SAMPLES));
        options.addAll(List.of("--captions", captions, "--questions", questions, "--data", "Ours=CC0"));
        options.addAll(List.of("--out", folder.resolve("out"), "--json", "--embedding", 24, "--units", 24));
        options.addAll(List.of("--epochs", 20, "--patience", 20, "--batch-size", 2, "--question-batch-size", 4));
        options.addAll(
                List.of("--min-word-count", 1, "--learning-rate", 0.01, "--dropout", 0, "--ema-decay", 0, "--no-flip"));
        options.addAll(List.of("--blind-questions", 0, "--min-questions-per-epoch", 0));
        training = CommandRun.of(options.toArray());
    }

    @AfterAll
    static void forgetHome() {
        System.clearProperty("captioner.home");
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    @Test
    void printsTheAccuracyOfEachDataSetAfterEachEpoch() {
        assertThat(training.error()).isEmpty();
        assertThat(training.exit()).isZero();
        JsonNode last = json(training.out().lines().toList().get(19));
        assertThat(last.get("answers").get("ours").doubleValue()).isBetween(0.0, 1.0);
    }

    @Test
    void printsOneMoreObjectForTheModel() {
        List<String> lines = training.out().lines().toList();
        assertThat(lines).hasSize(21);
        JsonNode model = json(lines.get(20));
        assertThat(model.get("model").stringValue())
                .isEqualTo(folder.resolve("out/model").toString());
        assertThat(model.get("photos").intValue()).isEqualTo(2);
        assertThat(model.get("scores").has("cider")).isTrue();
        assertThat(model.get("answers").get(0).get("values").has("blindAccuracy"))
                .isTrue();
        assertThat(model.get("answering").get("temperature").doubleValue()).isPositive();
    }

    @Test
    void theModelIsCompleteAndItsCardHasTheScores() {
        Path model = folder.resolve("out/model");

        CommandRun verify = CommandRun.of("model", "verify", model);
        assertThat(verify.error()).isEmpty();
        assertThat(verify.out()).contains("6 golden captions reproduced; 18 golden answers reproduced");
        assertThat(CommandRun.of("model", "show", model).out()).contains("2 memory hops, a list of 3 answers");
        assertThat(model.resolve("answers.txt")).content().isEqualTo("no\ncup\nyes\n");
        assertThat(model.resolve("MODEL_CARD.md"))
                .content()
                .contains("./captioner train answers --images")
                .contains("Ours | 4 | 14 | CC0 |")
                .contains("answers to development questions, ours")
                .contains("blindAccuracy");
    }

    @Test
    void theModelAnswersQuestions() {
        CommandRun run = CommandRun.of(
                "ask",
                SourceTree.SAMPLES.resolve("chelsea.jpg"),
                "is there a cat?",
                "--json",
                "--model",
                folder.resolve("out/model"));

        assertThat(run.error()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(json(run.out()).get("answers").get(0).get("text").stringValue())
                .isIn("yes", "no");
    }

    @Test
    void evaluationPrintsTheScoresOfASplitAndItsBaselines() {
        Path svg = folder.resolve("curves.svg");
        CommandRun run = CommandRun.of(
                "evaluate",
                "answers",
                "--images",
                SourceTree.SAMPLES,
                "--questions",
                questions,
                "--split",
                "dev",
                "--svg",
                svg,
                "--json",
                "--model",
                folder.resolve("out/model"));

        assertThat(run.error()).isEmpty();
        assertThat(run.exit()).isZero();
        JsonNode report = json(run.out());
        assertThat(report.get("questions").intValue()).isEqualTo(2);
        assertThat(report.get("majorityAccuracy").doubleValue()).isEqualTo(1);
        assertThat(report.propertyNames())
                .contains(
                        "accuracy",
                        "blindAccuracy",
                        "expectedCalibrationError",
                        "byKind",
                        "bySource",
                        "byType",
                        "changedByOtherPhoto",
                        "seconds");
        assertThat(report.get("byKind").propertyNames()).containsExactlyInAnyOrder("yes_no", "what");
        assertThat(report.get("byType").propertyNames()).containsExactlyInAnyOrder("presence", "thing");
        assertThat(svg).content().contains("<svg");
    }

    @Test
    void aMissingSplitIsWrongUsage() {
        CommandRun run = CommandRun.of(
                "evaluate",
                "answers",
                "--images",
                SourceTree.SAMPLES,
                "--questions",
                questions,
                "--split",
                "test",
                "--model",
                folder.resolve("out/model"));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.error()).contains("has no split 'test'", "train", "dev");
    }

    @Test
    void withoutQuestionsTheModelOnlyCaptions() {
        Path out = folder.resolve("captions-only");

        CommandRun run = CommandRun.of(
                "train",
                "answers",
                "--images",
                SourceTree.SAMPLES,
                "--captions",
                folder.resolve("captions.tsv"),
                "--out",
                out,
                "--cache",
                folder.resolve("out/features"),
                "--epochs",
                1,
                "--embedding",
                8,
                "--units",
                8,
                "--min-word-count",
                1,
                "--no-flip");

        assertThat(run.error()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(CommandRun.of("model", "show", out.resolve("model")).out()).doesNotContain("answering");
    }

    @Test
    void imagesNeedCaptionsOrQuestions() {
        CommandRun run =
                CommandRun.of("train", "answers", "--images", SourceTree.SAMPLES, "--out", folder.resolve("b"));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.error()).contains("needs --captions, --questions or both");
    }
}
