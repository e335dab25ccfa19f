package dev.captioner.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.captioner.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionFileTest {
    private Path file;

    @BeforeEach
    void nameFile(@TempDir Path folder) {
        file = folder.resolve("questions.tsv");
    }

    @Test
    void columnsAreFoundByNameAndOthersPassedOver() throws IOException {
        write("answer\tmood\tquestion\tfile\ngreen\tcalm\tWhat color is the hat?\ta.jpg\n");

        assertThat(QuestionFile.read(file).lines())
                .containsExactly(new QuestionLine(
                        null, "a.jpg", "What color is the hat?", "green", List.of("green"), null, null));
    }

    @Test
    void everyColumnIsRead() throws IOException {
        write("""
                split\tfile\tquestion\tanswer\tanswer_type\tall_answers\tsource
                dev\ta.jpg\thow many hats?\t2\tnumber\t2|two|2|3\tus
                train\tb.jpg\tis it?\tno\t\t\t
                """);

        QuestionFile questions = QuestionFile.read(file);

        assertThat(questions.lines())
                .containsExactly(
                        new QuestionLine(
                                "dev", "a.jpg", "how many hats?", "2", List.of("2", "two", "2", "3"), "number", "us"),
                        new QuestionLine("train", "b.jpg", "is it?", "no", List.of("no"), null, null));
        assertThat(questions.splits()).containsExactly("dev", "train");
    }

    @Test
    void underscoresInAnswersAreBlanksAndListsStayAsTheyAre() throws IOException {
        write("""
                file\tquestion\tanswer\tall_answers
                a.png\twhat is in the corner?\twaste_bin, tall_lamp\twaste_bin||_|tall_lamp
                """);

        QuestionLine line = QuestionFile.read(file).lines().get(0);

        assertThat(line.answer()).isEqualTo("waste bin, tall lamp");
        assertThat(line.allAnswers()).containsExactly("waste bin", "tall lamp");
    }

    @Test
    void byteOrderMarkCarriageReturnsBlankLinesAndPaddingArePassedOver() throws IOException {
        write("\uFEFFfile\tquestion\tanswer\r\n\r\n a.jpg \t 무슨 색? \t red \r\n");

        assertThat(QuestionFile.read(file).lines())
                .containsExactly(new QuestionLine(null, "a.jpg", "무슨 색?", "red", List.of("red"), null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            \\n                                      | expected a line with the names of the columns and a question a line, found no question
            file\\tquestion\\tanswer                 | expected a line with the names of the columns and a question a line, found no question
            a\\twhat?\\tb\\na\\twhat?\\tb            | line 1: expected a line that names the columns, [file, question, answer] among them, found no 'file'
            file\\tanswer\\na\\tb                    | line 1: expected a line that names the columns, [file, question, answer] among them, found no 'question'
            file\\tfile\\tquestion\\tanswer\\na      | line 1: expected one column 'file', found two
            file\\tquestion\\tanswer\\n\\na\\twhat?  | line 3: expected 3 columns, as in the first line, found 2 columns
            file\\tquestion\\tanswer\\na\\twhat?\\t  | line 2: expected an answer in column 3, found nothing
            file\\tquestion\\tanswer\\na\\twhat?\\t_ | line 2: expected an answer in column 3, found nothing but '_'
            file\\tquestion\\tanswer\\na\\t?\\tb     | line 2: expected a question in column 2, found no word
            file\\tquestion\\tanswer\\n\\twhat?\\tb  | line 2: expected a file name in column 1, found nothing
            file\\tquestion\\tanswer\\na\\0\\twhat?\\tb | line 2: expected a file name, found one with control characters
            """)
    void aLineThatDoesNotFitIsNamed(String content, String problem) throws IOException {
        write(content.replace("\\t", "\t").replace("\\n", "\n").replace("\\0", "\0"));

        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> QuestionFile.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(problem);
    }

    @Test
    void absurdLengthsAreRefused() throws IOException {
        String header = "file\tquestion\tanswer\tall_answers\n";
        assertThatRefusal(header + "a\t" + "x".repeat(1001) + "\tb\t\n")
                .withMessageContaining("line 2: expected a question of at most 1000 characters, found 1001");
        assertThatRefusal(header + "a\tx\t" + "x".repeat(1001) + "\t\n")
                .withMessageContaining("line 2: expected an answer of at most 1000 characters, found 1001");
        assertThatRefusal(header + "a\tx\tb\t" + "b|".repeat(101) + "\n")
                .withMessageContaining("line 2: expected at most 100 answers, found 101");
    }

    private org.assertj.core.api.ThrowableAssertAlternative<CaptionFileException> assertThatRefusal(String content)
            throws IOException {
        write(content);
        return assertThatExceptionOfType(CaptionFileException.class).isThrownBy(() -> QuestionFile.read(file));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        QuestionFile questions = new QuestionFile(List.of(
                new QuestionLine("train", "a b.jpg", "Is it | not?", "a|b", List.of("a|b"), "yes/no", null),
                new QuestionLine(null, "c.jpg", "어디?", "on top", List.of("on top", "on top", "above"), null, "us")));

        questions.write(file);

        assertThat(QuestionFile.read(file)).isEqualTo(questions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " red", "re\td", "re\nd", "red_hat", "\u0000"})
    void anAnswerThatWouldNotBeReadAgainIsNotWritten(String answer) {
        QuestionFile questions = new QuestionFile(
                List.of(new QuestionLine(null, "a.jpg", "what color?", answer, List.of(answer), null, null)));

        assertThatIllegalArgumentException().isThrownBy(() -> questions.write(file));
        assertThat(file).doesNotExist();
    }

    @Test
    void oneOfSeveralAnswersHasNoBar() {
        QuestionFile questions = new QuestionFile(
                List.of(new QuestionLine(null, "a.jpg", "what color?", "red", List.of("red", "a|b"), null, null)));

        assertThatIllegalArgumentException().isThrownBy(() -> questions.write(file));
    }

    @Test
    void damagedFilesGiveQuestionsOrTheExceptionAndNothingElse() throws IOException {
        byte[] sound = """
                split\tfile\tquestion\tanswer\tall_answers
                train\ta.jpg\twhat café — “is” 😀 it?\tred_hat\tred_hat|hat\r
                dev\tb.jpg\tis it?\tno\t
                """.getBytes(StandardCharsets.UTF_8);
        byte[] pieces = {'\t', '\n', '\r', ' ', '|', '_', 0, (byte) 0xFF, (byte) 0xC3, (byte) 0xF0, 'x'};
        Random random = new Random(1);
        int read = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = sound.clone();
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                damaged[random.nextInt(damaged.length)] = pieces[random.nextInt(pieces.length)];
            }
            Files.write(file, damaged);
            try {
                assertThat(QuestionFile.read(file).lines()).isNotEmpty().allSatisfy(line -> {
                    assertThat(line.file()).isNotBlank();
                    assertThat(Tokeniser.words(line.question())).isNotEmpty();
                    assertThat(line.allAnswers()).isNotEmpty().doesNotContain("");
                });
                read++;
            } catch (CaptionFileException e) {
                assertThat(e).hasMessageContaining("expected").hasMessageContaining("found");
            }
        }
        assertThat(read).isBetween(100, 1900);
    }

    @Test
    void knownDataSetsAreRead() throws IOException {
        QuestionFile coco = QuestionFile.read(SharedData.require("coco/questions.tsv"));
        QuestionFile daquar = QuestionFile.read(SharedData.require("daquar/questions.tsv"));

        assertThat(daquar.lines()).hasSize(6795).noneMatch(line -> line.answer().contains("_"));
        assertThat(coco.splits()).containsExactlyInAnyOrder("train", "dev");
        assertThat(coco.lines()).anyMatch(line -> line.allAnswers().size() == 10);
        assertThat(coco.lines().stream()
                        .filter(line -> "yes/no".equals(line.answerType()))
                        .filter(line -> QuestionKind.of(line.question()) == QuestionKind.YES_NO)
                        .count())
                .isGreaterThan(11_700);
    }

    @Test
    void aQuestionNeedsAnAnswer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuestionLine(null, "a.jpg", "what?", "x", List.of(), null, null));
    }

    private void write(String content) throws IOException {
        Files.writeString(file, content);
    }
}
