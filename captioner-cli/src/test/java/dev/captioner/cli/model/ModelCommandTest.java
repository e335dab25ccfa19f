package dev.captioner.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.bundle.GoldenCaption;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.bundle.PublishedScore;
import dev.captioner.cli.CommandRun;
import dev.captioner.testing.SourceTree;
import dev.captioner.testing.model.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelCommandTest {
    private static final String PHOTO = "samples/chelsea.jpg";

    @TempDir
    Path folder;

    Path model;

    @BeforeEach
    void writeModel() {
        model = TinyModel.TEN_WORDS.write(folder.resolve("model"));
    }

    @Test
    void showsTheModel() {
        CommandRun run = CommandRun.of("model", "show", model);

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("tiny 0.0.7")
                .contains("2 layers of 16 units")
                .contains("14 words")
                .contains("efficientnet-lite2, 260 pixels, 9 x 9 regions")
                .contains("beam 3")
                .contains("nothing (0 photos): cider 0.0000")
                .contains("Apache-2.0");
    }

    @Test
    void showsTheDescriptionAsJson() {
        JsonNode description = JsonMapper.shared()
                .readTree(CommandRun.of("model", "show", model, "--json").out());

        assertThat(description.get("name").stringValue()).isEqualTo("tiny");
        assertThat(description.get("network").get("units").intValue()).isEqualTo(16);
        assertThat(description.get("encoder").get("grid").intValue()).isEqualTo(9);
    }

    @Test
    void verifiesAModelThatReproducesItsGoldenCaptions() {
        GoldenCaption golden = goldenCaption();
        Path published = TinyModel.TEN_WORDS.write(folder.resolve("published"), golden);

        CommandRun run = CommandRun.of("model", "verify", published, "--photos", SourceTree.ROOT);

        assertThat(run.error()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("1 golden caption");
    }

    @Test
    void verifiesAModelWithoutGoldenCaptions() {
        CommandRun run = CommandRun.of("model", "verify", model);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo(model + ": all files match the manifest; no golden captions\n");
    }

    @Test
    void rejectsAModelWithAnotherGoldenCaption() {
        GoldenCaption golden = goldenCaption();
        Path published = TinyModel.TEN_WORDS.write(
                folder.resolve("published"), new GoldenCaption(PHOTO, "another caption", golden.logProbability()));

        CommandRun run = CommandRun.of("model", "verify", published, "--photos", SourceTree.ROOT);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error())
                .contains(PHOTO)
                .contains("expected 'another caption'")
                .contains("found '" + golden.caption() + "'");
    }

    @Test
    void rejectsAModelWithAnotherLogProbability() {
        GoldenCaption golden = goldenCaption();
        Path published = TinyModel.TEN_WORDS.write(
                folder.resolve("published"),
                new GoldenCaption(PHOTO, golden.caption(), golden.logProbability() - 0.01));

        CommandRun run = CommandRun.of("model", "verify", published, "--photos", SourceTree.ROOT);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).contains("log-probability");
    }

    @Test
    void namesMissingGoldenPhotos() {
        Path published = TinyModel.TEN_WORDS.write(folder.resolve("published"), goldenCaption());

        CommandRun run = CommandRun.of("model", "verify", published, "--photos", folder);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).contains(PHOTO).contains("no such file");
    }

    @Test
    void namesTheDamagedFileOfAModel() throws IOException {
        Files.write(model.resolve("vocabulary.txt"), new byte[] {'x'}, StandardOpenOption.APPEND);

        for (String command : new String[] {"show", "verify"}) {
            CommandRun run = CommandRun.of("model", command, model);
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.error()).startsWith("captioner: " + model.resolve("vocabulary.txt") + ": expected SHA-256");
        }
    }

    @Test
    void calibratesOnGivenQuestions() throws IOException {
        Path answering =
                TinyModel.TEN_WORDS.writeAnswering(folder.resolve("answering"), new AnsweringDescription(1, 0.9));
        String photo = "chelsea.jpg\twhat is this?\t";
        Path questions = Files.writeString(
                folder.resolve("questions.tsv"),
                "file\tquestion\tanswer\n" + (photo + "cat\n").repeat(30) + (photo + "dog\n").repeat(30));
        Path out = folder.resolve("out");

        CommandRun run = CommandRun.of(
                "model",
                "calibrate",
                answering,
                "--images",
                SourceTree.SAMPLES,
                "--questions",
                questions,
                "--model-version",
                "1.1",
                "--out",
                out);

        assertThat(run.error()).isEmpty();
        assertThat(run.out())
                .startsWith(out + ": temperature ")
                .contains("(what ")
                .contains("), abstains below ");
        ModelFolder before = ModelFolder.read(answering);
        ModelFolder after = ModelFolder.read(out);
        assertThat(Files.readAllBytes(out.resolve("weights.safetensors")))
                .isEqualTo(Files.readAllBytes(answering.resolve("weights.safetensors")));
        assertThat(after.answers()).isEqualTo(before.answers());
        assertThat(after.description().version()).isEqualTo("1.1");
        assertThat(after.description().answering().orElseThrow().temperatures().orElseThrow())
                .containsOnlyKeys("what");
        assertThat(after.description().scores())
                .extracting(PublishedScore::data)
                .startsWith("nothing")
                .hasSize(3);
        assertThat(after.card())
                .startsWith(before.card())
                .contains("## Scores")
                .contains("./captioner model calibrate " + answering);
    }

    @Test
    void calibrationNeedsAModelThatAnswersQuestions() throws IOException {
        Path questions =
                Files.writeString(folder.resolve("questions.tsv"), "file\tquestion\tanswer\na.jpg\twhat?\tcat\n");

        CommandRun run = CommandRun.of(
                "model",
                "calibrate",
                model,
                "--images",
                folder,
                "--questions",
                questions,
                "--out",
                folder.resolve("out"));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.error()).contains("does not answer questions, so there is nothing to calibrate");
    }

    private GoldenCaption goldenCaption() {
        String json = CommandRun.of("caption", SourceTree.ROOT.resolve(PHOTO), "--json", "--model", model)
                .out();
        JsonNode caption = JsonMapper.shared().readTree(json).get("captions").get(0);
        return new GoldenCaption(
                PHOTO,
                caption.get("text").stringValue(),
                caption.get("logProbability").doubleValue());
    }
}
