package dev.captioner.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.cli.CommandRun;
import dev.captioner.cli.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person's own six photos, captioned and asked about: train on them, ask the new model, evaluate it. */
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
        System.setProperty("captioner.home", TinyModel.ROOT.toString());
        List<Object> options = new ArrayList<>(List.of("train", "answers", "--images", TinyModel.SAMPLES));
        options.addAll(List.of("--captions", captions, "--questions", questions, "--data", "Ours=CC0"));
        options.addAll(List.of("--out", folder.resolve("out"), "--json", "--embedding", 24, "--units", 24));
        options.addAll(List.of("--epochs", 20, "--patience", 20, "--batch", 2, "--question-batch", 4));
        options.addAll(List.of("--minimum-count", 1, "--rate", 0.01, "--dropout", 0, "--averaging", 0, "--no-mirror"));
        options.addAll(List.of("--withheld", 0, "--least-questions", 0));
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
    void theModelIsWholeAndItsCardSaysWhatItScores() {
        Path model = folder.resolve("out/model");

        CommandRun verify = CommandRun.of("model", "verify", model);
        assertThat(verify.error()).isEmpty();
        assertThat(verify.out()).contains("6 golden captions came out the same; 18 golden answers came out the same");
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
    void theModelAnswers() {
        CommandRun run = CommandRun.of(
                "ask",
                TinyModel.SAMPLES.resolve("chelsea.jpg"),
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
    void evaluationPrintsTheScoresOfASplitBesideBlindAndMajority() {
        Path svg = folder.resolve("curves.svg");
        CommandRun run = CommandRun.of(
                "evaluate",
                "answers",
                "--images",
                TinyModel.SAMPLES,
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
    void aSplitThatIsNotThereIsWrongUse() {
        CommandRun run = CommandRun.of(
                "evaluate",
                "answers",
                "--images",
                TinyModel.SAMPLES,
                "--questions",
                questions,
                "--split",
                "test",
                "--model",
                folder.resolve("out/model"));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.error()).contains("no question of the split 'test'", "train", "dev");
    }

    @Test
    void imagesNeedCaptionsOrQuestions() {
        CommandRun run = CommandRun.of("train", "answers", "--images", TinyModel.SAMPLES, "--out", folder.resolve("b"));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.error()).contains("needs --captions, --questions or both");
    }
}
