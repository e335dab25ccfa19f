package dev.captioner.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.captioner.Damage;
import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class QuestionFileTest {
    private static final byte[] SOUND = """
            split\tfile\tquestion\tanswer\tall_answers
            train\ta.jpg\twhat café — “is” 😀 it?\tred_hat\tred_hat|hat\r
            dev\tb.jpg\tis it?\tno\t
            """.getBytes(StandardCharsets.UTF_8);

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
    void absurdLengthsAreRejected() throws IOException {
        String header = "file\tquestion\tanswer\tall_answers\n";
        assertThatFailure(header + "a\t" + "x".repeat(1001) + "\tb\t\n")
                .withMessageContaining("line 2: expected a question of at most 1000 characters, found 1001");
        assertThatFailure(header + "a\tx\t" + "x".repeat(1001) + "\t\n")
                .withMessageContaining("line 2: expected an answer of at most 1000 characters, found 1001");
        assertThatFailure(header + "a\tx\tb\t" + "b|".repeat(101) + "\n")
                .withMessageContaining("line 2: expected at most 100 answers, found 101");
    }

    private org.assertj.core.api.ThrowableAssertAlternative<CaptionFileException> assertThatFailure(String content)
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

    @Provide
    Arbitrary<List<Damage>> damages() {
        return Damage.of(
                SOUND.length,
                4,
                Arbitraries.of(
                        (byte) '\t',
                        (byte) '\n',
                        (byte) '\r',
                        (byte) ' ',
                        (byte) '|',
                        (byte) '_',
                        (byte) 0,
                        (byte) 0xFF,
                        (byte) 0xC3,
                        (byte) 0xF0,
                        (byte) 'x'));
    }

    @Property(tries = 2000, seed = "1")
    void damagedFilesGiveQuestionsOrACaptionFileException(@ForAll("damages") List<Damage> damages) throws IOException {
        Path damaged = Files.createTempFile("questions", ".tsv");
        try {
            Files.write(damaged, Damage.apply(damages, SOUND));
            boolean read;
            try {
                assertThat(QuestionFile.read(damaged).lines()).isNotEmpty().allSatisfy(line -> {
                    assertThat(line.file()).isNotBlank();
                    assertThat(Tokeniser.words(line.question())).isNotEmpty();
                    assertThat(line.allAnswers()).isNotEmpty().doesNotContain("");
                });
                read = true;
            } catch (CaptionFileException e) {
                assertThat(e).hasMessageContaining("expected").hasMessageContaining("found");
                read = false;
            }
            Statistics.collect(read);
            Statistics.coverage(coverage -> {
                coverage.check(true).percentage(share -> share > 5);
                coverage.check(false).percentage(share -> share > 5);
            });
        } finally {
            Files.delete(damaged);
        }
    }

    @Test
    @Tag(TestTags.DATA)
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
