package dev.captioner.cli.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.cli.CommandRun;
import dev.captioner.testing.SourceTree;
import dev.captioner.text.QuestionFile;
import dev.captioner.text.QuestionLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QuestionsCommandTest {
    @TempDir
    Path folder;

    private Path out;

    @BeforeEach
    void nameOut() {
        out = folder.resolve("questions.tsv");
    }

    /** Captions of dogs, cats and horses on beaches and streets; every fifth photo of a kind is a development photo. */
    private Path captions(boolean splits) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String animal : List.of("dog", "cat", "horse")) {
            for (int i = 0; i < 20; i++) {
                String start = (splits ? (i % 5 == 0 ? "dev" : "train") + "\t" : "") + animal + i + ".jpg\t";
                String place = i % 2 == 0 ? "beach" : "street";
                String colour = i % 3 == 0 ? "red" : "brown";
                lines.append(start).append("A %s %s is running on the %s.\n".formatted(colour, animal, place));
                lines.append(start).append("The %s %s runs on a %s.\n".formatted(colour, animal, place));
            }
        }
        return Files.writeString(folder.resolve("captions.tsv"), lines);
    }

    @Test
    void generatesQuestionsAndCountsTheirKinds() throws IOException {
        CommandRun run = CommandRun.of("questions", "captions", "--captions", captions(true), "--out", out);

        assertThat(run.error()).isEmpty();
        assertThat(run.exit()).isZero();
        List<QuestionLine> lines = QuestionFile.read(out).lines();
        assertThat(run.out())
                .startsWith(out + ": " + lines.size() + " questions about 60 photos\n")
                .containsPattern("dev: .*\\d+ presence")
                .containsPattern("train: \\d+ color, \\d+ doing, .*\\d+ where");
        Map<String, String> asked = lines.stream()
                .filter(line -> line.file().equals("dog0.jpg") && !"presence".equals(line.answerType()))
                .collect(Collectors.toMap(QuestionLine::question, QuestionLine::answer));
        assertThat(asked)
                .containsEntry("what color is the dog?", "red")
                .containsEntry("what is the dog doing?", "running")
                .containsEntry("where is the dog?", "beach");
        assertThat(lines).allMatch(line -> "captions".equals(line.source()));
    }

    @Test
    void photoListsSetTheSplits() throws IOException {
        Path training = Files.writeString(folder.resolve("train.txt"), "dog1.jpg\ncat1.jpg\n");
        Path development = Files.writeString(folder.resolve("dev.txt"), "dog2.jpg\n");

        CommandRun run = CommandRun.of(
                "questions",
                "captions",
                "--captions",
                captions(false),
                "--train-photos",
                training,
                "--dev-photos",
                development,
                "--out",
                out,
                "--json");

        assertThat(run.error())
                .contains("photos in neither split, which are not used: 57")
                .hasLineCount(1);
        assertThat(run.exit()).isZero();
        JsonNode counts = JsonMapper.shared().readTree(run.out());
        List<QuestionLine> lines = QuestionFile.read(out).lines();
        assertThat(counts.get("questions").intValue()).isEqualTo(lines.size());
        assertThat(counts.get("kinds").get("dev").get("color").intValue()).isEqualTo(1);
        assertThat(lines).allMatch(line -> line.file().equals("dog2.jpg") == "dev".equals(line.split()));
    }

    @Test
    void theSeedSelectsTheQuestions() throws IOException {
        Path captions = captions(true);
        CommandRun.of("questions", "captions", "--captions", captions, "--out", out);
        String first = Files.readString(out);
        CommandRun.of("questions", "captions", "--captions", captions, "--out", out, "--seed", 1);
        assertThat(out).hasContent(first);

        CommandRun.of("questions", "captions", "--captions", captions, "--out", out, "--seed", 2);

        assertThat(Files.readString(out)).isNotEqualTo(first);
    }

    @Test
    void captionsThatYieldNoQuestionAreAFailure() throws IOException {
        Path captions = Files.writeString(folder.resolve("captions.tsv"), "a.jpg\thello\nb.jpg\tworld\n");

        CommandRun run = CommandRun.of("questions", "captions", "--captions", captions, "--out", out);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).contains("the captions of 2 photos yield no question");
        assertThat(out).doesNotExist();
    }

    @Test
    void wrongUsageIsExitTwo() {
        assertThat(CommandRun.of("questions", "captions", "--out", out).exit()).isEqualTo(2);
        assertThat(CommandRun.of("questions", "easy-vqa", "--out", out).exit()).isEqualTo(2);
        assertThat(CommandRun.of("questions", "captions", "--captions", "none.tsv", "--out", out)
                        .exit())
                .isEqualTo(1);
    }

    @Test
    void convertsEasyVqa() throws IOException {
        writeEasyVqa("""
                [["what is the red shape?", "square", 0], ["what color is the shape?", "red", 0]]
                """);

        CommandRun run = CommandRun.of("questions", "easy-vqa", folder, "--out", out);

        assertThat(run.error()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("3 questions about 2 photos", "dev: 1 yes/no", "train: 1 color, 1 shape");
        assertThat(QuestionFile.read(out).lines())
                .containsExactly(
                        line("train", "train/images/0.png", "what is the red shape?", "square", "shape"),
                        line("train", "train/images/0.png", "what color is the shape?", "red", "color"),
                        line("dev", "test/images/7.png", "is there a square?", "no", "yes/no"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                      | expected an array of questions, found OBJECT
            []                      | expected an array of questions, found ARRAY
            [["what?", "red"        | malformed JSON
            [["what?", "red"]]      | question 1: expected [question, answer, number of the picture]
            [["what?", "", 0]]      | question 1: expected [question, answer, number of the picture]
            [["what?", "red", -1]]  | question 1: expected [question, answer, number of the picture]
            [["what?", "red", "0"]] | question 1: expected [question, answer, number of the picture]
            [["what?", "red", 3]]   | expected the picture of question 1
            """)
    void malformedEasyVqaIsAFailure(String questions, String problem) throws IOException {
        writeEasyVqa(questions);

        CommandRun run = CommandRun.of("questions", "easy-vqa", folder, "--out", out);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).contains(problem).doesNotContain("should not have happened");
        assertThat(out).doesNotExist();
    }

    @Test
    void aFolderWithoutEasyVqaIsAFailure() {
        CommandRun run = CommandRun.of("questions", "easy-vqa", folder, "--out", out);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).contains("questions.json: expected a file, found nothing", "easy_vqa/data");
    }

    private void writeEasyVqa(String training) throws IOException {
        for (String picture : List.of("train/images/0.png", "test/images/7.png")) {
            Files.createDirectories(folder.resolve(picture).getParent());
            Files.copy(SourceTree.SAMPLES.resolve("chelsea.jpg"), folder.resolve(picture));
        }
        Files.writeString(folder.resolve("train/questions.json"), training);
        Files.writeString(folder.resolve("test/questions.json"), "[[\"is there a square?\", \"no\", 7]]");
    }

    private static QuestionLine line(String split, String file, String question, String answer, String kind) {
        return new QuestionLine(split, file, question, answer, List.of(answer), kind, "easy-vqa");
    }
}
