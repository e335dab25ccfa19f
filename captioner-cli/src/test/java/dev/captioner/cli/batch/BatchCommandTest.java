package dev.captioner.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.cli.CommandRun;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import dev.captioner.testing.SharedData;
import dev.captioner.testing.SourceTree;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag(TestTags.SLOW)
class BatchCommandTest {
    @TempDir
    Path folder;

    private Path photos;
    private Path model;
    private Path out;

    @BeforeEach
    void photosAndModel() throws IOException {
        photos = Files.createDirectory(folder.resolve("photos"));
        model = TinyModel.TEN_WORDS.write(folder.resolve("model"));
        out = folder.resolve("captions.jsonl");
        for (String name : List.of("chelsea", "coffee", "rocket")) {
            Files.copy(SourceTree.SAMPLES.resolve(name + ".jpg"), photos.resolve(name + ".jpg"));
        }
    }

    private CommandRun batch(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("batch", photos, "--out", out, "--model", model));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray());
    }

    private List<JsonNode> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    @Test
    void givesTheCaptionsOfTheCaptionCommand() throws IOException {
        assertThat(batch().exit()).isZero();
        CommandRun alone = CommandRun.of("caption", photos, "--model", model, "--json");
        List<JsonNode> expected =
                alone.out().lines().map(JsonMapper.shared()::readTree).toList();
        List<JsonNode> found = lines(out);
        assertThat(found).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(found.get(i).at("/captions/0/text"))
                    .isEqualTo(expected.get(i).at("/captions/0/text"));
            assertThat(found.get(i).at("/captions/0/logProbability"))
                    .isEqualTo(expected.get(i).at("/captions/0/logProbability"));
        }
    }

    @Test
    void duplicatePhotosAreComputedOnceAndALaterRunComputesOnlyNewOrChangedPhotos() throws IOException {
        Files.copy(photos.resolve("coffee.jpg"), photos.resolve("coffee again.jpg"));
        assertThat(end(batch("--json")).get("computed").intValue()).isEqualTo(3);
        assertThat(lines(out)).hasSize(4);
        assertThat(lines(out).get(1).get("captions"))
                .isEqualTo(lines(out).get(2).get("captions"));

        assertThat(end(batch("--json")).get("computed").intValue()).isZero();

        Files.copy(SourceTree.SAMPLES.resolve("china.jpg"), photos.resolve("china.jpg"));
        Files.copy(SourceTree.SAMPLES.resolve("flower.jpg"), photos.resolve("renamed.jpg"));
        Files.delete(photos.resolve("rocket.jpg"));
        assertThat(end(batch("--json")).get("computed").intValue()).isEqualTo(2);
        assertThat(lines(out).stream().map(line -> line.get("file").stringValue()))
                .containsExactly("chelsea.jpg", "china.jpg", "coffee again.jpg", "coffee.jpg", "renamed.jpg");
    }

    @Test
    void aChangeOfModelOptionsOrQuestionsComputesAgain() throws IOException {
        batch();
        assertThat(end(batch("--json", "--beam", "1")).get("computed").intValue())
                .isEqualTo(3);
        model = TinyModel.TEN_WORDS.writeAnswering(folder.resolve("answering"), AnsweringDescription.UNCALIBRATED);
        assertThat(end(batch("--json")).get("computed").intValue()).isEqualTo(3);
        assertThat(end(batch("--json", "--ask", "What is this?"))
                        .get("computed")
                        .intValue())
                .isEqualTo(3);
        assertThat(end(batch("--json")).get("computed").intValue()).isZero();
    }

    @Test
    void questionsAreAnsweredInTheSamePass() throws IOException {
        model = TinyModel.TEN_WORDS.writeAnswering(folder.resolve("answering"), AnsweringDescription.UNCALIBRATED);
        Path questions = Files.writeString(folder.resolve("q.txt"), "What color is it?\n\nIs there a cat?\n");
        assertThat(batch("--questions", questions, "--ask", "What is this?").exit())
                .isZero();
        JsonNode answers = lines(out).get(0).get("answers");
        assertThat(answers.valueStream().map(answer -> answer.get("question").stringValue()))
                .containsExactly("What is this?", "What color is it?", "Is there a cat?");
        CommandRun alone = CommandRun.of(
                "ask", photos.resolve("chelsea.jpg"), "Is there a cat?", "--model", model, "--top", 1, "--json");
        assertThat(answers.get(2).get("answers"))
                .isEqualTo(JsonMapper.shared().readTree(alone.out()).get("answers"));
    }

    @Test
    void questionsNeedAModelThatAnswersQuestions() {
        CommandRun run = batch("--ask", "What is this?");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).contains("answers no questions");
    }

    @Test
    void rejectedPhotosAreReportedAndStopTheJobOnlyWithFailFast() throws IOException {
        Files.write(photos.resolve("a.jpg"), new byte[0]);
        Files.writeString(photos.resolve("b.jpg"), "no photo");
        CommandRun stopped = batch("--fail-fast");
        assertThat(stopped.exit()).isEqualTo(1);
        assertThat(stopped.error())
                .contains("stopped at the first bad photo: a.jpg")
                .contains("same command again");
        assertThat(out).doesNotExist();

        CommandRun run = batch("--resume");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).contains("b.jpg: ").contains("2 rejected");
        assertThat(lines(out)).hasSize(5);
        List<JsonNode> report = lines(Path.of(out + ".report.jsonl"));
        assertThat(report).hasSize(3);
        assertThat(report.get(0).get("reason").stringValue()).isEqualTo("EMPTY");
        assertThat(report.get(1).get("reason").stringValue()).isEqualTo("UNSUPPORTED_FORMAT");
        assertThat(report.get(2).get("bad").intValue()).isEqualTo(2);
    }

    @Test
    void whatIsNoPhotoIsCountedAndAPhotoThatCannotBeReadIsReported() throws IOException {
        Files.move(photos.resolve("coffee.jpg"), photos.resolve("coffee"));
        Files.move(photos.resolve("rocket.jpg"), photos.resolve("rocket.txt"));
        Files.writeString(photos.resolve("phone.heic"), "\0\0\0\30ftypheic....");
        Files.writeString(photos.resolve("film.mp4"), "\0\0\0\30ftypisom....");
        Files.writeString(photos.resolve("notes.txt"), "a cat");
        Files.writeString(photos.resolve(".hidden"), "a dog");
        String counts = "{\"video\":1,\"text\":1,\"hidden\":1}";

        CommandRun run = batch();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error())
                .contains("phone.heic: the HEIC is damaged")
                .contains("4 photos: 3 captioned in this run, 1 rejected")
                .contains("left out: 1 video, 1 text file, 1 hidden file\n");
        assertThat(lines(out).stream().map(line -> line.get("file").stringValue()))
                .containsExactly("chelsea.jpg", "coffee", "phone.heic", "rocket.txt");
        List<JsonNode> report = lines(Path.of(out + ".report.jsonl"));
        assertThat(report.get(1).get("leftOut")).isEqualTo(JsonMapper.shared().readTree(counts));
        assertThat(end(batch("--json")).get("leftOut"))
                .isEqualTo(JsonMapper.shared().readTree(counts));

        CommandRun caption = CommandRun.of("caption", photos, "--model", model, "--json");
        assertThat(caption.exit()).isEqualTo(1);
        assertThat(caption.out().lines()).hasSize(4);
        assertThat(caption.error()).contains("left out: 1 video, 1 text file, 1 hidden file\n");
    }

    @Test
    void namesInAZipAreDecodedAsTheUserSays() throws IOException {
        Path zip = folder.resolve("photos.zip");
        try (ZipOutputStream archive = new ZipOutputStream(Files.newOutputStream(zip), Charset.forName("Shift_JIS"))) {
            archive.putNextEntry(new ZipEntry("\u30bd.jpg"));
            archive.write(Files.readAllBytes(photos.resolve("chelsea.jpg")));
        }
        CommandRun run = CommandRun.of("batch", zip, "--zip-encoding", "Shift_JIS", "--out", out, "--model", model);
        assertThat(run.exit()).as(run.error()).isZero();
        assertThat(lines(out).get(0).get("file").stringValue()).isEqualTo("\u30bd.jpg");
        assertThat(batch("--zip-encoding", "shift-gis").exit()).isEqualTo(2);
    }

    @Test
    void copiesOfARejectedPhotoAreRejectedAlsoInALaterRun() throws IOException {
        Files.writeString(photos.resolve("a.jpg"), "no photo");
        Files.writeString(photos.resolve("b.jpg"), "no photo");
        Files.writeString(photos.resolve("z.jpg"), "no photo");
        for (String chunk : List.of("64", "1", "2")) {
            CommandRun run = batch("--json", "--chunk", chunk);
            assertThat(run.exit()).isEqualTo(1);
            assertThat(end(run).get("bad").intValue()).isEqualTo(3);
            assertThat(run.out().lines().filter(line -> line.contains("\"event\":\"bad\"")))
                    .hasSize(3);
            assertThat(lines(Path.of(out + ".report.jsonl")).get(3).get("bad").intValue())
                    .isEqualTo(3);
        }
        assertThat(batch("--fail-fast").error()).contains("stopped at the first bad photo: a.jpg");
    }

    @Test
    void hostileArchiveEntriesAreReportedOnce() throws IOException {
        Path zip = folder.resolve("photos.zip");
        try (ZipOutputStream archive = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("../evil.jpg", "chelsea.jpg", "inner.zip")) {
                archive.putNextEntry(new ZipEntry(name));
                archive.write(Files.readAllBytes(photos.resolve("chelsea.jpg")));
            }
        }
        CommandRun run = CommandRun.of("batch", zip, "--out", out, "--model", model, "--json");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().lines().filter(line -> line.contains("\"event\":\"bad\"")))
                .hasSize(2);
        assertThat(end(run).get("bad").intValue()).isEqualTo(2);
        assertThat(lines(Path.of(out + ".report.jsonl")).stream()
                        .filter(line -> line.has("reason"))
                        .map(line -> line.get("reason").stringValue()))
                .containsExactly("UNSAFE_NAME", "SEALED");
        assertThat(lines(out).get(1).has("captions")).isTrue();
        assertThat(CommandRun.of("batch", zip, "--out", out, "--model", model, "--fail-fast")
                        .error())
                .contains("stopped at the first bad photo: ../evil.jpg");
    }

    @Test
    void resumeFailsWithoutAnInterruptedRun() {
        CommandRun none = batch("--resume");
        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.error()).contains("nothing to resume").contains("never started");
        batch();
        assertThat(batch("--resume").error()).contains("nothing to resume").contains("complete");
        assertThat(batch("--resume", "--restart").exit()).isEqualTo(2);
    }

    @Test
    void formerOptionNamesWorkAndPrintADeprecationNote() throws IOException {
        batch();
        assertThat(batch("--restart").error()).doesNotContain("deprecated");

        CommandRun again = batch("--anew");
        assertThat(again.error()).startsWith("captioner: --anew is deprecated; use --restart\n");
        assertThat(again.exit()).isZero();

        Path list = Files.writeString(folder.resolve("list"), "file\nphotos/coffee.jpg\n");
        CommandRun listed = CommandRun.of("batch", list, "--list", "csv", "--out", out, "--model", model);
        assertThat(listed.error()).startsWith("captioner: --list is deprecated; use --list-format\n");
        assertThat(listed.exit()).isZero();
    }

    @Test
    void aMissingSourceStopsTheJobWhichResumesWhenItIsBack() throws IOException {
        Path away = folder.resolve("away");
        batch("--fail-fast"); // leaves a state
        Files.move(photos, away);
        CommandRun run = batch();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).contains("expected a folder, an archive or a list of photos, found nothing");
        Files.move(away, photos);
        assertThat(batch().exit()).isZero();
    }

    @Test
    void wrongUsageNamesTheReason() {
        assertThat(CommandRun.of("batch", photos, "--out", folder.resolve("c.pdf"), "--model", model))
                .satisfies(run -> assertThat(run.exit()).isEqualTo(2))
                .satisfies(run -> assertThat(run.error()).contains(".jsonl, .csv"));
        assertThat(batch("--database", "jdbc:postgresql://x/y").error()).contains("requires --job");
        assertThat(batch("--database", "jdbc:mysql://x/y?password=secret", "--job", "a")
                        .error())
                .contains("expected the URL of a PostgreSQL database")
                .doesNotContain("secret");
        assertThat(batch("--chunk", "0").error()).contains("from 1 to 1000 photos");
        assertThat(batch("--glob", "[").exit()).isEqualTo(2);
        assertThat(CommandRun.of("batch", folder.resolve("none"), "--out", out, "--model", model)
                        .error())
                .contains("found nothing");
        assertThat(CommandRun.of("batch", model, "--out", out, "--model", model).error())
                .contains("expected photos, found none");
    }

    @Test
    @Tag(TestTags.DATA)
    void everyMalformedImageGetsACaptionOrAReason() throws IOException {
        Path zoo = SharedData.require("malformed-images");
        long files;
        try (Stream<Path> all = Files.walk(zoo)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .count();
        }
        CommandRun run = CommandRun.of("batch", zoo, "--out", out, "--model", model, "--json");
        assertThat(run.exit()).as(run.error()).isEqualTo(1);
        List<JsonNode> lines = lines(out);
        JsonNode end = end(run);
        long leftOut = end.get("leftOut").properties().stream()
                .filter(kind -> !kind.getKey().startsWith("hidden"))
                .mapToLong(kind -> kind.getValue().longValue())
                .sum();
        assertThat(lines.size() + leftOut).isEqualTo(files);
        List<JsonNode> bad = new ArrayList<>();
        for (JsonNode line : lines) {
            if (line.has("captions")) {
                assertThat(line.at("/captions/0/text").stringValue())
                        .as("%s", line)
                        .isNotBlank();
            } else {
                assertThat(line.get("error").stringValue()).as("%s", line).isNotBlank();
                assertThat(line.get("reason").stringValue())
                        .isEqualTo(reason(zoo.resolve(line.get("file").stringValue())));
                bad.add(line);
            }
        }
        assertThat(bad).hasSizeBetween(1, lines.size() - 1);
        assertThat(end.get("photos").longValue()).isEqualTo(lines.size());
        assertThat(end.get("bad").longValue()).isEqualTo(bad.size());
        List<JsonNode> report = lines(Path.of(out + ".report.jsonl"));
        assertThat(report.subList(0, report.size() - 1)).isEqualTo(bad);
        JsonNode numbers = report.get(report.size() - 1);
        assertThat(numbers.get("photos").longValue()).isEqualTo(lines.size());
        assertThat(numbers.get("leftOut")).isEqualTo(end.get("leftOut"));
        assertThat(numbers.get("bad").longValue()).isEqualTo(bad.size());
        JsonNode again = end(CommandRun.of("batch", zoo, "--out", out, "--model", model, "--json"));
        assertThat(again.get("computed").intValue()).isZero();
        assertThat(again.get("bad")).isEqualTo(end.get("bad"));
    }

    /** The reason for which the photo reader rejects a photo; empty when it accepts it. */
    private static String reason(Path photo) {
        try {
            new PhotoReader().read(photo);
            return "";
        } catch (PhotoException e) {
            return e.reason().name();
        }
    }

    private static JsonNode end(CommandRun run) {
        JsonNode last = run.out()
                .lines()
                .map(JsonMapper.shared()::readTree)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError(run.error()));
        assertThat(last.get("event").stringValue()).as(run.error()).isEqualTo("end");
        return last;
    }
}
