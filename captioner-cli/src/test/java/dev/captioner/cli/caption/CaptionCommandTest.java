package dev.captioner.cli.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.cli.CommandRun;
import dev.captioner.testing.SourceTree;
import dev.captioner.testing.model.TinyModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CaptionCommandTest {
    private static final Path CHELSEA = SourceTree.SAMPLES.resolve("chelsea.jpg");
    private static final Path COFFEE = SourceTree.SAMPLES.resolve("coffee.jpg");

    @TempDir
    static Path shared;

    static Path model;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeModel() {
        model = TinyModel.TEN_WORDS.write(shared.resolve("model"));
    }

    @Test
    void onePhotoPrintsItsCaptionOnly() {
        CommandRun run = caption(CHELSEA);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).matches("[a-z]+( [a-z]+)*\n");
    }

    @Test
    void severalPhotosPrintOneLineEachWithTheSameCaptionsAsAlone() {
        CommandRun run = caption(COFFEE, CHELSEA, COFFEE);

        String coffee = COFFEE + "\t" + caption(COFFEE).out();
        assertThat(run.out())
                .isEqualTo(coffee + CHELSEA + "\t" + caption(CHELSEA).out() + coffee);
        assertThat(run.exit()).isZero();
    }

    @Test
    void jsonHasWordsWithAttentionWhoseLogProbabilitiesSumToTheCaptions() {
        CommandRun run = caption(CHELSEA, "--json", "--n-best", 3);

        assertThat(run.out().lines()).hasSize(1);
        JsonNode photo = JsonMapper.shared().readTree(run.out());
        assertThat(photo.propertyNames()).containsExactly("file", "captions");
        assertThat(photo.get("file").stringValue()).isEqualTo(CHELSEA.toString());
        assertThat(photo.get("captions")).hasSize(3);
        for (JsonNode caption : photo.get("captions")) {
            boolean truncated = caption.get("truncated").booleanValue();
            assertThat(caption.has("end")).isNotEqualTo(truncated);
            double sum = truncated ? 0 : caption.get("end").doubleValue();
            List<String> words = new ArrayList<>();
            for (JsonNode word : caption.get("words")) {
                assertThat(word.propertyNames()).containsExactly("text", "logProbability", "attention");
                sum += word.get("logProbability").doubleValue();
                words.add(word.get("text").stringValue());
                assertThat(sumOfSquare(word.get("attention"), 9)).isCloseTo(1, within(1e-4));
            }
            assertThat(caption.get("text").stringValue()).isEqualTo(String.join(" ", words));
            assertThat(caption.get("logProbability").doubleValue()).isCloseTo(sum, within(1e-9));
        }
    }

    @Test
    void anUnreadablePhotoAmongOthersIsAnErrorInItsPlaceAndExitOne() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.jpg"), "no photo");
        Path missing = folder.resolve("missing.jpg");

        CommandRun json = caption(CHELSEA, bad, missing, COFFEE, "--json");

        assertThat(json.exit()).isEqualTo(1);
        List<JsonNode> lines =
                json.out().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines)
                .extracting(line -> line.get("file").stringValue())
                .containsExactly(CHELSEA.toString(), bad.toString(), missing.toString(), COFFEE.toString());
        assertThat(lines).extracting(line -> line.has("captions")).containsExactly(true, false, false, true);
        assertThat(lines.get(1).get("error").stringValue()).contains("JPEG, PNG, GIF");
        assertThat(lines.get(2).get("error").stringValue()).contains("no such file");

        CommandRun text = caption(CHELSEA, bad, COFFEE);
        assertThat(text.exit()).isEqualTo(1);
        assertThat(text.out().lines()).hasSize(2);
        assertThat(text.error()).startsWith("captioner: " + bad + ": ");
    }

    @Test
    void aFolderIsSearchedRecursivelyInTheOrderOfNames() throws IOException {
        Path below = Files.createDirectories(folder.resolve("b/below"));
        Files.createDirectories(folder.resolve(".hidden"));
        for (Path photo : List.of(folder.resolve("c.JPG"), folder.resolve("a.jpeg"), below.resolve("x.png"))) {
            Files.copy(CHELSEA, photo);
        }
        Files.copy(CHELSEA, folder.resolve(".hidden/y.jpg"));
        Files.writeString(folder.resolve("notes.txt"), "no photo");

        CommandRun run = caption(folder);

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines())
                .extracting(line -> line.split("\t", 2)[0])
                .containsExactly(
                        folder.resolve("a.jpeg").toString(),
                        below.resolve("x.png").toString(),
                        folder.resolve("c.JPG").toString());
    }

    @Test
    void aFolderWithoutPhotosIsAFailure() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "a cat");
        CommandRun run = caption(folder);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.error())
                .contains(folder + ": expected a folder with photos, found none; left out: 1 text file\n");
    }

    @Test
    void nBestPrintsLogProbabilitiesBeforeTheCaptions() {
        CommandRun run = caption(CHELSEA, "--n-best", 4);

        assertThat(run.out().lines()).hasSize(4).allMatch(line -> line.matches("-\\d+\\.\\d{3}\t[a-z ]+"));
    }

    @Test
    void theSeedDeterminesTheSamples() {
        Object[] sampling = {CHELSEA, "--sample", "--temperature", 1.5, "--n-best", 5, "--seed", 7};
        String first = caption(sampling).out();
        assertThat(caption(sampling).out()).isEqualTo(first);

        sampling[sampling.length - 1] = 8;
        assertThat(caption(sampling).out()).isNotEqualTo(first);
    }

    @Test
    void constraintsHold() {
        CommandRun run = caption(CHELSEA, "--include", "rocket", "--exclude", "a", "--prefix", "red", "--n-best", 3);

        assertThat(run.out().lines()).hasSize(3).allSatisfy(line -> {
            List<String> words = List.of(line.split("\t", 2)[1].split(" "));
            assertThat(words).startsWith("red").contains("rocket").doesNotContain("a");
        });
    }

    @Test
    void anUnsatisfiableConstraintIsWrongUsageWithTheReason() {
        CommandRun run = caption(CHELSEA, "--include", "zeppelin");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.error()).contains("does not know the word 'zeppelin'");
    }

    @Test
    void reportsATruncatedCaption() {
        CommandRun run = caption(CHELSEA, "--max-length", 1, "--json");

        JsonNode caption =
                JsonMapper.shared().readTree(run.out()).get("captions").get(0);
        assertThat(caption.get("words")).hasSize(1);
        if (caption.get("truncated").booleanValue()) {
            assertThat(caption(CHELSEA, "--max-length", 1).error())
                    .contains("caption truncated at the maximum length of 1");
        }
    }

    @Test
    void drawsAHeatMapBesideTheCaption() throws IOException {
        Path target = folder.resolve("map.png");

        CommandRun run = caption(CHELSEA, "--heatmap", target);

        assertThat(run.exit()).isZero();
        BufferedImage map = ImageIO.read(target.toFile());
        assertThat(map.getWidth()).isGreaterThan(200);
    }

    @Test
    void heatMapsOfSeveralPhotosAreNumbered() {
        CommandRun run = caption(CHELSEA, COFFEE, "--heatmap", folder.resolve("map.png"));

        assertThat(run.exit()).isZero();
        assertThat(folder.resolve("map-1.png")).exists();
        assertThat(folder.resolve("map-2.png")).exists();
        assertThat(folder.resolve("map.png")).doesNotExist();
    }

    @Test
    void aHeatMapThatCannotBeWrittenIsAFailure() {
        CommandRun run = caption(CHELSEA, "--heatmap", folder.resolve("none/map.png"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty(); // checked before the photo is captioned
        assertThat(run.error())
                .contains("map.png", "found no folder " + folder.resolve("none"))
                .contains("create it first");

        assertThat(caption(CHELSEA, "--heatmap", folder).error()).contains("found a folder");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--beam 0 | '--beam': expected the value to be a whole number from 1 to 100, found 0",
                "--beam x | expected the value to be a whole number from 1 to 100, found 'x'",
                "--n-best 0 | '--n-best': expected the value to be a whole number from 1 to 100, found 0",
                "--temperature 2 | --temperature is for sampling; add --sample or leave it out",
                "--sample --beam 3 | --beam is for beam search; leave it or --sample out",
                "--sample --temperature 0 | a number from 0.01 to 100, found 0.0",
                "--sample --top-p 0 | a number above 0 and at most 1, found 0.0",
                "--min-length 9 | the minimum length of 9 words is greater than the maximum length of 8",
                "--beem 3 | Unknown option: '--beem'",
            })
    void wrongUsageIsExitTwoWithTheReason(String arguments, String reason) {
        List<Object> all = new ArrayList<>(List.of(CHELSEA));
        all.addAll(List.of(arguments.split(" ")));

        CommandRun run = caption(all.toArray());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.error()).startsWith("captioner: ").contains(reason);
    }

    @Test
    void noPhotoIsWrongUsage() {
        CommandRun run = caption();

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.error()).contains("Missing required parameter: 'PHOTO'").contains("Usage: captioner caption");
    }

    @Test
    void aMissingModelIsAFailureThatNamesTheFolder() {
        CommandRun run = CommandRun.of("caption", CHELSEA, "--model", folder.resolve("none"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error())
                .isEqualTo("captioner: " + folder.resolve("none") + ": expected a model folder, found nothing\n");
    }

    private static CommandRun caption(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("caption"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--model", model));
        return CommandRun.of(all.toArray());
    }

    private static double sumOfSquare(JsonNode rows, int side) {
        assertThat(rows).hasSize(side);
        double sum = 0;
        for (JsonNode row : rows) {
            assertThat(row).hasSize(side);
            for (JsonNode weight : row) {
                sum += weight.doubleValue();
            }
        }
        return sum;
    }
}
