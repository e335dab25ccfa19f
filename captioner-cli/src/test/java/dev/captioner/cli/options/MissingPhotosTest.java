package dev.captioner.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.cli.CommandRun;
import dev.captioner.testing.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Caption and question files that name photos which do not exist. */
class MissingPhotosTest {
    @TempDir
    Path folder;

    private Path captions;
    private Path questions;

    @BeforeEach
    void writeFiles() throws IOException {
        System.setProperty("captioner.home", SourceTree.ROOT.toString());
        captions = folder.resolve("captions.csv");
        Files.writeString(captions, """
                split,image,caption
                train,chelsea.jpg,a cat
                train,gone1.jpg,a cat
                train,gone1.jpg,"a cat, asleep"
                train,gone2.jpg,a cat
                dev,gone3.jpg,a cat
                dev,gone4.jpg,a cat
                dev,coffee.jpg,a cup
                """);
        questions = folder.resolve("questions.csv");
        Files.writeString(questions, """
                split;file;question;answer
                train;chelsea.jpg;what is this?;cat
                dev;gone1.jpg;what is this?;cat
                dev;gone1.jpg;is there a cat?;yes
                dev;coffee.jpg;what is this?;cup
                """);
    }

    @AfterEach
    void forgetHome() {
        System.clearProperty("captioner.home");
    }

    @ParameterizedTest
    @CsvSource({"train captions", "train answers", "evaluate captions"})
    void captionsOfMissingPhotosAreCountedBeforeAnyWork(String command) {
        CommandRun run = run(command, "--captions", captions);

        assertThat(run.error())
                .contains(captions + ": 4 of the 6 photos that it names do not exist in " + SourceTree.SAMPLES
                        + ": gone1.jpg, gone2.jpg, gone3.jpg, ...;")
                .contains("--missing skip")
                .hasLineCount(1);
        assertThat(run.exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"train answers", "evaluate answers", "model calibrate"})
    void questionsAboutMissingPhotosAreCountedBeforeAnyWork(String command) {
        CommandRun run = run(command, "--questions", questions);

        assertThat(run.error())
                .contains(questions + ": 1 of the ")
                .contains(" photos that it names do not exist in " + SourceTree.SAMPLES + ": gone1.jpg;")
                .contains("--missing skip");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void aWrongFolderIsAnErrorEvenWhereMissingPhotosAreSkipped() {
        CommandRun run = CommandRun.of(
                "evaluate",
                "captions",
                "--images",
                folder,
                "--captions",
                captions,
                "--missing",
                "skip",
                "--model",
                folder);

        assertThat(run.error())
                .contains("6 of the 6 photos that it names do not exist in " + folder)
                .endsWith("check --images" + System.lineSeparator());
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void photosInNeitherSplitAreCounted() throws IOException {
        Path file = Files.writeString(folder.resolve("dataset.json"), """
                {"images": [
                  {"filename": "chelsea.jpg", "split": "train", "sentences": [{"raw": "a cat looks up"}, {"raw": "a cat"}]},
                  {"filename": "coffee.jpg", "split": "restval", "sentences": [{"raw": "a cup of coffee"}, {"raw": "a cat"}]},
                  {"filename": "rocket.jpg", "split": "test", "sentences": [{"raw": "a rocket"}]},
                  {"filename": "china.jpg", "split": "val", "sentences": [{"raw": "a roof"}, {"raw": "a cat"}]}
                ]}
                """);

        CommandRun run =
                CommandRun.of("questions", "captions", "--captions", file, "--out", folder.resolve("questions.tsv"));

        assertThat(run.error())
                .contains(file
                        + ": photos in neither split, which are not used: 1; the file has the splits train, restval,"
                        + " test, val")
                .contains("the captions of 3 photos");
    }

    private CommandRun run(String command, Object... more) {
        List<Object> words = new ArrayList<>(Arrays.asList((Object[]) command.split(" ", -1)));
        if (command.equals("model calibrate")) {
            words.add(SourceTree.ROOT.resolve("pretrained/captions"));
        }
        words.addAll(List.of("--images", SourceTree.SAMPLES));
        words.addAll(List.of(more));
        words.addAll(
                command.startsWith("evaluate") ? List.of("--model", folder) : List.of("--out", folder.resolve("out")));
        CommandRun run = CommandRun.of(words.toArray());
        assertThat(folder.resolve("out")).doesNotExist();
        return run;
    }
}
