package dev.captioner.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.cli.CommandRun;
import dev.captioner.testing.SourceTree;
import dev.captioner.testing.TestTags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Trains on six photos with captions, captions with the new model, and evaluates it. */
@Tag(TestTags.SLOW)
class TrainAndEvaluateTest {
    private static final String CAPTIONS = """
            train\tchelsea.jpg\ta cat looks up
            train\tchelsea.jpg\ta cat looks at the camera
            train\tcoffee.jpg\ta cup of coffee
            train\tcoffee.jpg\ta cup of coffee on a table
            train\trocket.jpg\ta rocket on the ground
            train\trocket.jpg\ta rocket in the dark
            train\tflower.jpg\ta red flower
            dev\tastronaut.jpg\ta woman in a suit
            dev\tchina.jpg\ta roof of a temple
            """;

    @TempDir
    static Path folder;

    private static Path captions;
    private static CommandRun training;

    @BeforeAll
    static void train() throws IOException {
        captions = Files.writeString(folder.resolve("captions.tsv"), CAPTIONS);
        System.setProperty("captioner.home", SourceTree.ROOT.toString());
        training = CommandRun.of(options("out", "--json"));
    }

    @AfterAll
    static void forgetHome() {
        System.clearProperty("captioner.home");
    }

    private static Object[] options(String out, String... more) {
        List<Object> options = new ArrayList<>(List.of(
                "train",
                "captions",
                "--images",
                SourceTree.SAMPLES,
                "--captions",
                captions,
                "--out",
                folder.resolve(out)));
        options.addAll(List.of("--embedding", 24, "--units", 24, "--epochs", 25, "--patience", 25, "--batch-size", 2));
        options.addAll(
                List.of("--min-word-count", 1, "--learning-rate", 0.01, "--dropout", 0, "--ema-decay", 0, "--no-flip"));
        options.addAll(List.of(more));
        return options.toArray();
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    @Test
    void printsAnObjectForEachEpochAndOneForTheModel() {
        assertThat(training.error()).isEmpty();
        assertThat(training.exit()).isZero();
        List<String> lines = training.out().lines().toList();
        assertThat(lines).hasSize(26);
        assertThat(json(lines.get(0)).get("epoch").intValue()).isEqualTo(1);
        assertThat(json(lines.get(24)).get("loss").doubleValue())
                .isLessThan(json(lines.get(0)).get("loss").doubleValue() * 0.7);
        assertThat(json(lines.get(25)).get("photos").intValue()).isEqualTo(2);
    }

    @Test
    void theModelIsCompleteAndCaptionsItsTrainingPhotos() {
        Path model = folder.resolve("out/model");

        assertThat(CommandRun.of("model", "verify", model).exit()).isZero();
        CommandRun caption = CommandRun.of("caption", SourceTree.SAMPLES.resolve("coffee.jpg"), "--model", model);
        assertThat(caption.exit()).isZero();
        assertThat(caption.out()).isNotBlank();
        assertThat(model.resolve("MODEL_CARD.md"))
                .content()
                .contains("./captioner train captions --images")
                .contains("captions.tsv | 4 | 7 |");
    }

    @Test
    void evaluationPrintsTheScoresOfASplit() {
        CommandRun run = CommandRun.of(
                "evaluate",
                "captions",
                "--images",
                SourceTree.SAMPLES,
                "--captions",
                captions,
                "--split",
                "dev",
                "--beam",
                2,
                "--json",
                "--model",
                folder.resolve("out/model"));

        assertThat(run.error()).isEmpty();
        assertThat(run.exit()).isZero();
        JsonNode report = json(run.out());
        assertThat(report.get("photos").intValue()).isEqualTo(2);
        assertThat(report.propertyNames())
                .contains("bleu1", "bleu2", "bleu3", "bleu4", "rougeL", "cider", "distinct", "photos", "seconds");
    }

    @Test
    void photosThatAreMissingOrDamagedAreLeftOutOfTrainingAndScores() throws IOException {
        Path damaged = Files.writeString(folder.resolve("damaged.jpg"), "no photo");
        Path more = Files.writeString(
                folder.resolve("more.csv"),
                "split,file,caption\n" + CAPTIONS.replace('\t', ',') + "dev,gone.jpg,a cat\ntrain,gone2.jpg,a cat\ndev,"
                        + damaged + ",a dog\ntrain," + damaged.resolveSibling("damaged2.jpg") + ",a dog\n");
        Files.copy(damaged, folder.resolve("damaged2.jpg"));

        CommandRun run = CommandRun.of(
                replaced(replaced(options("more", "--json", "--missing", "skip"), captions, more), 25, 1));

        assertThat(run.error())
                .contains("skipped: " + more + ": 2 of the 10 photos that it names do not exist in "
                        + SourceTree.SAMPLES + ": gone2.jpg, gone.jpg")
                .contains("skipped: " + damaged, "skipped: " + folder.resolve("damaged2.jpg"))
                .hasLineCount(3);
        assertThat(run.exit()).isZero();
        assertThat(json(run.out().lines().toList().get(1)).get("photos").intValue())
                .isEqualTo(2);

        CommandRun evaluation = CommandRun.of(
                "evaluate",
                "captions",
                "--images",
                SourceTree.SAMPLES,
                "--captions",
                Files.writeString(
                        folder.resolve("few.tsv"), "gone.jpg\ta cat\ncoffee.jpg\ta cup\nflower.jpg\ta flower\n"),
                "--missing",
                "SKIP",
                "--json",
                "--model",
                folder.resolve("more/model"));
        assertThat(evaluation.error())
                .contains("1 of the 3 photos that it names do not exist")
                .hasLineCount(1);
        assertThat(json(evaluation.out()).get("photos").intValue()).isEqualTo(2);
    }

    @Test
    void aModelHasTheStyleOfEachCaptionFile() throws IOException {
        Path shouted = Files.writeString(folder.resolve("shouted.tsv"), CAPTIONS.replace("\ta ", "\tlook a "));
        Object[] options =
                options("styled", "--images", SourceTree.SAMPLES.toString(), "--captions", shouted.toString());

        CommandRun one = CommandRun.of(Stream.concat(Arrays.stream(options), Stream.of("--style", "calm"))
                .toArray());
        assertThat(one.exit()).isEqualTo(2);
        assertThat(one.error())
                .contains("give no --style, or one for each --captions; found 1 --style and 2 --captions");

        CommandRun run =
                CommandRun.of(Stream.concat(Arrays.stream(options), Stream.of("--style", "calm", "--style", "loud"))
                        .toArray());
        assertThat(run.exit()).as(run.error()).isZero();
        Path model = folder.resolve("styled/model");
        assertThat(model.resolve("vocabulary.txt")).content().contains("<style:calm>\n<style:loud>\n");
        assertThat(caption(model, "--style", "calm").out())
                .isEqualTo(caption(model).out());
        assertThat(caption(model, "--style", "loud", "--json").out())
                .isNotEqualTo(caption(model, "--json").out());
        CommandRun unknown = caption(model, "--style", "poem");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.error()).contains("--style: there is no style 'poem'; there are calm, loud");
    }

    private static CommandRun caption(Path model, String... options) {
        List<Object> arguments = new ArrayList<>(List.of("caption", SourceTree.SAMPLES.resolve("coffee.jpg")));
        arguments.addAll(List.of("--model", model));
        arguments.addAll(List.of(options));
        return CommandRun.of(arguments.toArray());
    }

    private static Object[] replaced(Object[] options, Object old, Object successor) {
        return Arrays.stream(options)
                .map(option -> option.equals(old) ? successor : option)
                .toArray();
    }

    @Test
    void anExistingCheckpointIsNotOverwritten() {
        CommandRun run = CommandRun.of(options("out"));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.error()).contains("already has a checkpoint", "--resume");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--learning-rate=0",
                "--rate=0",
                "--layers=3",
                "--units=0",
                "--epochs=0",
                "--dropout=1",
                "--ema-decay=1"
            })
    void invalidHyperparametersAreRejectedBeforeTraining(String option) {
        CommandRun run = CommandRun.of(
                "train",
                "captions",
                "--images",
                SourceTree.SAMPLES,
                "--captions",
                captions,
                "--out",
                folder.resolve("never"),
                option);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.error()).contains("must be");
        assertThat(folder.resolve("never")).doesNotExist();
    }

    @Test
    void anUnwritableFileIsReportedBeforeTheEvaluation() {
        CommandRun run = CommandRun.of(
                "evaluate",
                "captions",
                "--images",
                SourceTree.SAMPLES,
                "--captions",
                captions,
                "--hypotheses",
                folder.resolve("none/hypotheses.tsv"),
                "--model",
                folder.resolve("out/model"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.error()).contains("create it first");
    }

    @Test
    void namesPhotosWithoutCaptions() throws IOException {
        Path list = Files.writeString(folder.resolve("list.txt"), "nosuch.jpg\n");

        CommandRun run = CommandRun.of(
                "evaluate",
                "captions",
                "--images",
                SourceTree.SAMPLES,
                "--captions",
                captions,
                "--photos",
                list,
                "--model",
                folder.resolve("out/model"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).contains("nosuch.jpg");
    }
}
