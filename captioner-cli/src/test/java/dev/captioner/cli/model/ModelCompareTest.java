package dev.captioner.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.cli.CommandRun;
import dev.captioner.testing.SourceTree;
import dev.captioner.testing.model.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelCompareTest {
    @TempDir
    Path folder;

    private Path first;
    private Path second;
    private Path captions;

    @BeforeEach
    void write() throws IOException {
        first = TinyModel.TEN_WORDS.write(folder.resolve("first"));
        second = TinyModel.EIGHTEEN_WORDS.write(folder.resolve("second"));
        captions = Files.writeString(
                folder.resolve("captions.tsv"),
                "chelsea.jpg\ta <b>cat</b>\ncoffee.jpg\ta cup of coffee\nflower.jpg\ta red flower\n");
    }

    private CommandRun compare(Path one, Path other, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("model", "compare", one, other));
        arguments.addAll(List.of("--images", SourceTree.SAMPLES, "--captions", captions));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray());
    }

    @Test
    void printsEachDifferenceWithItsInterval() {
        CommandRun run = compare(first, second);

        assertThat(run.exit()).as(run.error()).isZero();
        assertThat(run.out())
                .startsWith("3 photos; first: " + first + ", second: " + second)
                .contains("difference  95 % interval")
                .containsPattern(
                        "cider +\\d\\.\\d{4} +\\d\\.\\d{4} +[+-]\\d\\.\\d{4}  [+-]\\d\\.\\d{4} to [+-]\\d\\.\\d{4}");
    }

    @Test
    void theScoresAreThoseOfEvaluate() {
        JsonNode compared = JsonMapper.shared()
                .readTree(compare(first, second, "--json", "--beam", 1).out());
        CommandRun evaluated = CommandRun.of(
                "evaluate",
                "captions",
                "--images",
                SourceTree.SAMPLES,
                "--captions",
                captions,
                "--beam",
                1,
                "--json",
                "--model",
                second);
        JsonNode scores = JsonMapper.shared().readTree(evaluated.out());

        assertThat(compared.get("photos").intValue()).isEqualTo(3);
        for (String metric : List.of("bleu1", "bleu4", "rougeL", "cider")) {
            assertThat(compared.at("/scores/" + metric + "/second").doubleValue())
                    .as(metric)
                    .isEqualTo(scores.get(metric).doubleValue());
        }
    }

    @Test
    void theSheetShowsThePhotosThatDifferMost() throws IOException {
        Path sheet = folder.resolve("sheet.html");

        CommandRun run = compare(first, second, "--sheet", sheet, "--sheet-photos", 2);

        assertThat(run.exit()).as(run.error()).isZero();
        String html = Files.readString(sheet);
        assertThat(html.split("<li>", -1)).hasSize(3);
        assertThat(html).contains("data:image/jpeg;base64,", "first: <b>", "second: <b>", "reference: a ");
        assertThat(html).doesNotContain("<b>cat</b>");
    }

    @Test
    void wrongUsageIsNamed() {
        assertThat(compare(first, second, "--resamples", 0).exit()).isEqualTo(2);
        CommandRun missing = compare(first, folder.resolve("nothing"));
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.error()).contains(folder.resolve("nothing").toString());
    }
}
