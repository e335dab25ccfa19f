package dev.captioner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.cli.console.Console;
import dev.captioner.testing.SourceTree;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every output of every command obeys one rule: a file that captioner did not write is never replaced without --overwrite. */
@Tag(TestTags.SLOW)
class OutputsOfCommandsTest {
    /** What commands read. */
    private static final Set<String> INPUTS = Set.of(
            "--captions",
            "--dev-photos",
            "--encoder",
            "--from",
            "--images",
            "--model",
            "--photos",
            "--questions",
            "--references",
            "--train-photos",
            "--training-captions",
            "metrics --hypotheses",
            "DIR",
            "FIRST",
            "PHOTO",
            "SECOND");

    /** What commands write, and is tested below. */
    private static final Set<String> OUTPUTS = Set.of(
            "ask --heatmap",
            "batch --report",
            "caption --heatmap",
            "evaluate answers --svg",
            "evaluate captions --hypotheses",
            "model calibrate --out",
            "model compare --sheet",
            "questions captions --out",
            "questions easy-vqa --out",
            "train answers --out",
            "train captions --out");

    /** Folders that hold nothing but files with names and a format of captioner's. */
    private static final Set<String> FOLDERS_OF_CAPTIONER =
            Set.of("batch --state", "train answers --cache", "train captions --cache");

    @TempDir
    Path folder;

    private Path photo;
    private Path model;
    private Path answering;
    private Path captions;
    private Path questions;
    private Path shapes;

    @BeforeEach
    void writeInputs() throws IOException {
        photo = Files.copy(SourceTree.SAMPLES.resolve("chelsea.jpg"), folder.resolve("cat.jpg"));
        model = TinyModel.TEN_WORDS.write(folder.resolve("model"));
        answering = TinyModel.TEN_WORDS.writeAnswering(folder.resolve("answering"), new AnsweringDescription(1, 0.9));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            lines.append("cat.jpg\tA red cat runs on the beach.\ncat.jpg\tA brown dog is running on a street.\n");
        }
        captions = Files.writeString(folder.resolve("captions.tsv"), lines);
        questions = Files.writeString(
                folder.resolve("questions.tsv"),
                "file\tquestion\tanswer\n" + "cat.jpg\twhat is this?\tcat\n".repeat(60));
        shapes = folder.resolve("shapes");
        for (String part : List.of("train", "test")) {
            Files.createDirectories(shapes.resolve(part).resolve("images"));
            Files.copy(photo, shapes.resolve(part).resolve("images/0.png"));
            Files.writeString(shapes.resolve(part).resolve("questions.json"), "[[\"what shape is it?\",\"circle\",0]]");
        }
    }

    private static List<String> pathArguments() {
        List<String> names = new ArrayList<>();
        Console console =
                new Console(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false, false);
        collect(CaptionerCommand.commandLine(console), "", names);
        return names;
    }

    private static void collect(CommandLine command, String path, List<String> names) {
        for (ArgSpec argument : command.getCommandSpec().args()) {
            boolean isPath = argument.type() == Path.class
                    || Arrays.asList(argument.auxiliaryTypes()).contains(Path.class);
            if (isPath) {
                names.add(
                        path + (argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel()));
            }
        }
        command.getSubcommands().forEach((name, sub) -> collect(sub, path + name + " ", names));
    }

    @Test
    void everyPathOfEveryCommandIsAnInputOrTestedAsAnOutput() {
        Set<String> unknown = new TreeSet<>();
        Set<String> known = new TreeSet<>();
        for (String name : pathArguments()) {
            String alone = name.substring(name.lastIndexOf(' ') + 1);
            boolean output = OUTPUTS.contains(name) || FOLDERS_OF_CAPTIONER.contains(name);
            (output || INPUTS.contains(alone) || INPUTS.contains(name) ? known : unknown).add(name);
        }
        assertThat(unknown).as("neither an input nor an output").isEmpty();
        assertThat(known).containsAll(OUTPUTS).containsAll(FOLDERS_OF_CAPTIONER);
        assertThat(Stream.of(Output.values()).map(output -> output.option)).containsAll(OUTPUTS);
    }

    /** An output of a command: the command line that writes a file or folder. */
    private enum Output {
        CAPTION("caption --heatmap", "out.png"),
        ASK("ask --heatmap", "out.png"),
        REPORT("batch --report", "out.jsonl"),
        JSONL("batch --out", "out.jsonl"),
        CSV("batch --out", "out.csv"),
        PARQUET("batch --out", "out.parquet"),
        COCO("batch --out", "out.json"),
        SHEET("batch --out", "out.html"),
        HYPOTHESES("evaluate captions --hypotheses", "out.tsv"),
        COMPARISON("model compare --sheet", "out.html"),
        CHART("evaluate answers --svg", "out.svg"),
        QUESTIONS("questions captions --out", "out.tsv"),
        SHAPES("questions easy-vqa --out", "out.tsv"),
        CALIBRATED("model calibrate --out", "out/notes.txt"),
        TRAINED_CAPTIONS("train captions --out", "out/training.jsonl"),
        TRAINED_CURVES("train captions --out", "out/training.svg"),
        TRAINED_CAPTION_MODEL("train captions --out", "out/model/notes.txt"),
        TRAINED_ANSWERS("train answers --out", "out/training.jsonl"),
        TRAINED_ANSWER_MODEL("train answers --out", "out/model/notes.txt");

        private final String option;
        private final String file;

        Output(String option, String file) {
            this.option = option;
            this.file = file;
        }
    }

    private Object[] arguments(Output output, Object... more) {
        Path out = folder.resolve(output.file);
        Path top = folder.resolve("out");
        List<Object> arguments = new ArrayList<>(
                switch (output) {
                    case CAPTION -> List.of("caption", photo, "--heatmap", out, "--model", model);
                    case ASK -> List.of("ask", photo, "what is this?", "--heatmap", out, "--model", answering);
                    case REPORT ->
                        List.of("batch", photos(), "--out", folder.resolve("c.csv"), "--report", out, "--model", model);
                    case JSONL, CSV, PARQUET, COCO, SHEET -> List.of("batch", photos(), "--out", out, "--model", model);
                    case HYPOTHESES ->
                        List.of(
                                "evaluate",
                                "captions",
                                "--images",
                                folder,
                                "--captions",
                                captions,
                                "--hypotheses",
                                out,
                                "--model",
                                model);
                    case COMPARISON ->
                        List.of(
                                "model",
                                "compare",
                                model,
                                model,
                                "--images",
                                folder,
                                "--captions",
                                captions,
                                "--sheet",
                                out);
                    case CHART ->
                        List.of(
                                "evaluate",
                                "answers",
                                "--images",
                                folder,
                                "--questions",
                                questions,
                                "--svg",
                                out,
                                "--model",
                                answering);
                    case QUESTIONS -> List.of("questions", "captions", "--captions", captions, "--out", out);
                    case SHAPES -> List.of("questions", "easy-vqa", shapes, "--out", out);
                    case CALIBRATED ->
                        List.of(
                                "model",
                                "calibrate",
                                answering,
                                "--images",
                                folder,
                                "--questions",
                                questions,
                                "--out",
                                top);
                    case TRAINED_CAPTIONS, TRAINED_CURVES, TRAINED_CAPTION_MODEL ->
                        List.of("train", "captions", "--images", folder, "--captions", captions, "--out", top);
                    case TRAINED_ANSWERS, TRAINED_ANSWER_MODEL ->
                        List.of("train", "answers", "--images", folder, "--questions", questions, "--out", top);
                });
        arguments.addAll(List.of(more));
        return arguments.toArray();
    }

    private Path photos() {
        try {
            Path photos = Files.createDirectories(folder.resolve("photos"));
            if (!Files.exists(photos.resolve("cat.jpg"))) {
                Files.copy(photo, photos.resolve("cat.jpg"));
            }
            return photos;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileOfTheUsersIsNotReplaced(Output output) throws IOException {
        Path out = folder.resolve(output.file);
        Files.createDirectories(out.resolveSibling(""));
        Files.writeString(out, "by hand");

        CommandRun run = CommandRun.of(arguments(output));

        assertThat(run.exit()).as(run.error()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        String option = output.option.substring(output.option.lastIndexOf(' ') + 1);
        assertThat(run.error()).contains(out.resolveSibling("").toString(), option, "--overwrite");
        assertThat(out).hasContent("by hand");
    }

    static Stream<Output> quick() {
        return Stream.of(Output.values())
                .filter(output -> output.file.startsWith("out.") && output != Output.QUESTIONS);
    }

    @ParameterizedTest
    @MethodSource("quick")
    void captionersOwnFileIsReplacedAndOverwriteReplacesAnyFile(Output output) throws IOException {
        Path out = folder.resolve(output.file);
        for (int i = 0; i < 2; i++) {
            CommandRun run = CommandRun.of(arguments(output));
            assertThat(run.exit()).as(run.error()).isZero();
        }
        byte[] written = Files.readAllBytes(out);
        Files.writeString(out, "by hand");
        assertThat(CommandRun.of(arguments(output)).exit()).isEqualTo(1);
        assertThat(CommandRun.of(arguments(output, "--overwrite")).exit()).isZero();
        assertThat(Files.size(out)).isBetween(written.length / 2L, written.length * 2L);
    }

    @Test
    void anInputIsNotReplaced() throws IOException {
        Path names = Files.writeString(folder.resolve("list.csv"), "file\ncat.jpg\n");
        for (Object[] arguments : new Object[][] {
            {"caption", photo, "--heatmap", photo, "--model", model},
            {"ask", photo, "what is this?", "--heatmap", photo, "--model", answering},
            {"batch", names, "--out", names, "--model", model},
            {"batch", names, "--out", folder.resolve("c.csv"), "--report", names, "--model", model},
            {
                "evaluate",
                "captions",
                "--images",
                folder,
                "--captions",
                captions,
                "--hypotheses",
                captions,
                "--model",
                model
            },
            {
                "evaluate",
                "answers",
                "--images",
                folder,
                "--questions",
                questions,
                "--svg",
                questions,
                "--model",
                answering
            },
            {"questions", "captions", "--captions", captions, "--out", captions},
            {"questions", "easy-vqa", shapes, "--out", shapes.resolve("train/questions.json")},
            {"model", "calibrate", answering, "--images", folder, "--questions", questions, "--out", answering},
            {"train", "answers", "--from", answering, "--images", folder, "--questions", questions, "--out", answering}
        }) {
            List<Path> inputs = List.of(photo, captions, questions, names, answering.resolve("model.json"));
            List<byte[]> before = new ArrayList<>();
            for (Path input : inputs) {
                before.add(Files.readAllBytes(input));
            }
            if (arguments[0].equals("train")) {
                arguments[arguments.length - 1] = Files.createDirectories(folder.resolve("trained"));
                Files.move(answering, folder.resolve("trained/model"));
                arguments[3] = folder.resolve("trained/model");
                CommandRun run = CommandRun.of(arguments);
                assertThat(run.error()).contains("--out names what the command reads", "--overwrite");
                Files.move(folder.resolve("trained/model"), answering);
                continue;
            }
            CommandRun run = CommandRun.of(arguments);
            assertThat(run.exit()).as(Arrays.toString(arguments)).isEqualTo(1);
            assertThat(run.error()).contains("names what the command reads", "--overwrite");
            for (int i = 0; i < inputs.size(); i++) {
                assertThat(Files.readAllBytes(inputs.get(i))).isEqualTo(before.get(i));
            }
        }
    }

    @Test
    void numberedHeatMapsAreCheckedBeforeTheFirstPhoto() throws IOException {
        Path second = Files.copy(photo, folder.resolve("second.jpg"));
        Path taken = Files.writeString(folder.resolve("heat-2.png"), "by hand");
        CommandRun run =
                CommandRun.of("caption", photo, second, "--heatmap", folder.resolve("heat.png"), "--model", model);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.error()).contains("heat-2.png");
        assertThat(taken).hasContent("by hand");
        assertThat(folder.resolve("heat-1.png")).doesNotExist();
    }

    @Test
    void aModelThatSomebodyChangedIsNotReplaced() throws IOException {
        Path out = TinyModel.TEN_WORDS.write(folder.resolve("out"));
        Files.writeString(out.resolve("MODEL_CARD.md"), "my own card");
        CommandRun run = CommandRun.of(arguments(Output.CALIBRATED));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).contains("MODEL_CARD.md", "--out", "--overwrite");
        assertThat(out.resolve("MODEL_CARD.md")).hasContent("my own card");
    }

    @Test
    void aFeatureCacheNeverEmptiesAFileOfAnotherKind() throws IOException {
        Path cache = Files.createDirectory(folder.resolve("cache"));
        Path file = Files.writeString(cache.resolve("features.bin"), "by hand");
        Files.copy(photo, folder.resolve("dev.jpg"));
        Files.writeString(captions, Files.readString(captions) + "dev.jpg\tA cat runs.\n");
        CommandRun run = CommandRun.of(arguments(
                Output.TRAINED_CAPTIONS,
                "--cache",
                cache,
                "--dev-photos",
                Files.writeString(folder.resolve("dev.txt"), "dev.jpg\n"),
                "--encoder",
                SourceTree.ROOT.resolve("pretrained/encoders/efficientnet-lite2")));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).contains("not a feature cache");
        assertThat(file).hasContent("by hand");
    }

    @Test
    void aWrongPathOfACaseInsensitiveFileSystemIsTheSameFile() throws IOException {
        Path other = photo.resolveSibling("CAT.JPG");
        assumeThat(Files.exists(other)).as("a file system that ignores case").isTrue();
        CommandRun run = CommandRun.of("caption", photo, "--heatmap", other, "--model", model);
        assertThat(run.error()).contains("names what the command reads");
    }
}
