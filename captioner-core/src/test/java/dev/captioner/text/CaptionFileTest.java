package dev.captioner.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.captioner.Damage;
import dev.captioner.text.CaptionFile.Line;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class CaptionFileTest {
    private static final byte[] SOUND =
            "\uFEFFtrain\ta.jpg\tA café — “dog” 😀 .\r\ndev\tb.jpg\tA cat .\n".getBytes(StandardCharsets.UTF_8);

    private Path file;

    @BeforeEach
    void nameFile(@TempDir Path folder) {
        file = folder.resolve("captions.tsv");
    }

    @Test
    void twoColumnsAreFileAndCaption() throws IOException {
        write("a.jpg\tA dog .\na.jpg\tA brown dog .\nb.jpg\tA cat .\n");

        CaptionFile captions = CaptionFile.read(file);

        assertThat(captions.captions())
                .containsExactly(
                        entry("a.jpg", List.of("A dog .", "A brown dog .")), entry("b.jpg", List.of("A cat .")));
        assertThat(captions.splits()).containsExactly("");
    }

    @Test
    void threeColumnsAreSplitFileAndCaption() throws IOException {
        write("train\tb.jpg\tA cat .\ndev\ta.jpg\tA dog .\n");

        CaptionFile captions = CaptionFile.read(file);

        assertThat(captions.lines())
                .containsExactly(new Line("train", "b.jpg", "A cat ."), new Line("dev", "a.jpg", "A dog ."));
        assertThat(captions.splits()).containsExactly("train", "dev");
        assertThat(captions.captionsOfSplit("dev")).containsExactly(entry("a.jpg", List.of("A dog .")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> captions.captionsOfSplit("test"))
                .withMessageContaining("no split 'test'")
                .withMessageContaining("[train, dev]");
    }

    @Test
    void saysWhenThereAreNoSplitsToChooseFrom() throws IOException {
        write("b.jpg\tA cat .\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaptionFile.read(file).captionsOfSplit("dev"))
                .withMessage("the caption file has no split 'dev', and no splits at all");
    }

    @Test
    void captionsOfChosenPhotosComeInTheOrderOfTheChoice() throws IOException {
        write("a.jpg\tA dog .\nb.jpg\tA cat .\nc.jpg\tA cow .\n");

        CaptionFile captions = CaptionFile.read(file);

        assertThat(captions.captionsOf(List.of("c.jpg", "a.jpg")))
                .containsExactly(entry("c.jpg", List.of("A cow .")), entry("a.jpg", List.of("A dog .")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> captions.captionsOf(List.of("d.jpg")))
                .withMessageContaining("no caption of photo 'd.jpg'");
    }

    @Test
    void byteOrderMarkCarriageReturnsBlankLinesAndPaddingArePassedOver() throws IOException {
        write("\uFEFFa.jpg\tA dog .\r\n\r\n \t \n b.jpg \t  A cat . \r\n\nc.jpg\tNo end of line");

        assertThat(CaptionFile.read(file).lines())
                .containsExactly(
                        new Line("", "a.jpg", "A dog ."),
                        new Line("", "b.jpg", "A cat ."),
                        new Line("", "c.jpg", "No end of line"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.jpg                          | line 1: expected 'file TAB caption' or 'split TAB file TAB caption', or the names of the columns, such as 'image,caption', found 1 column
            a\\tb\\tc\\td                  | line 1: expected 'file TAB caption' or 'split TAB file TAB caption', or the names of the columns, such as 'image,caption', found 4 columns
            a.jpg\\tx\\n\\ntrain\\tb.jpg\\ty | line 3: expected 2 columns, as in the first line, found 3 columns
            train\\tb.jpg\\ty\\na.jpg\\tx  | line 2: expected 3 columns, as in the first line, found 2 columns
            a.jpg\\tx\\nb.jpg\\t           | line 2: expected a caption in column 2, found nothing
            \\tx                           | line 1: expected a file name in column 1, found nothing
            \\ta.jpg\\tx                   | line 1: expected a split in column 1, found nothing
            a\\0.jpg\\tx                   | line 1: expected a file name, found one with control characters
            \\n\\n                         | expected a caption a line, found none
            """)
    void aLineThatDoesNotFitIsNamed(String content, String problem) throws IOException {
        write(content.replace("\\t", "\t").replace("\\n", "\n").replace("\\0", "\0"));

        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> CaptionFile.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(problem);
    }

    @Test
    void aCaptionOfAbsurdLengthIsRejected() throws IOException {
        write("a.jpg\tA dog .\nb.jpg\t" + "x".repeat(10_001));

        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> CaptionFile.read(file))
                .withMessageContaining("line 2: expected a caption of at most 10000 characters, found 10001");
        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> CaptionFile.readHypotheses(file))
                .withMessageContaining("line 2");
    }

    @Test
    void bytesThatAreNotUtf8AreNamedByLineAndColumn() throws IOException {
        Files.write(file, "a.jpg\tA café\nb.jpg\tA café\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> CaptionFile.read(file))
                .withMessageContaining("line 1, column 12: expected UTF-8, found bytes that are not: 0xE9")
                .withMessageContaining("iconv -f WINDOWS-1252 -t UTF-8 " + file);
    }

    @Test
    void hypothesesAreOneLineAPhotoAndMayBeEmpty() throws IOException {
        write("b.jpg\tA cat .\na.jpg\t\n");

        assertThat(CaptionFile.readHypotheses(file)).containsExactly(entry("b.jpg", "A cat ."), entry("a.jpg", ""));
    }

    @Test
    void aSecondHypothesisOfAPhotoIsRejectedWithBothLines() throws IOException {
        write("a.jpg\tA dog .\nb.jpg\tA cat .\na.jpg\tA cow .\n");

        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> CaptionFile.readHypotheses(file))
                .withMessageContaining("line 3")
                .withMessageContaining("'a.jpg', the first is in line 1");
    }

    @Test
    void hypothesesWithASplitAreRejected() throws IOException {
        write("dev\ta.jpg\tA dog .\n");

        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> CaptionFile.readHypotheses(file))
                .withMessageContaining(
                        "line 1: expected 'file TAB caption', or the names of the columns, such as 'image,caption', found 3"
                                + " columns");
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
                        (byte) 0,
                        (byte) 0xFF,
                        (byte) 0xC3,
                        (byte) 0xF0,
                        (byte) 'x'));
    }

    @Property(tries = 2000, seed = "1")
    void damagedFilesGiveCaptionsOrACaptionFileException(@ForAll("damages") List<Damage> damages) throws IOException {
        Path damaged = Files.createTempFile("captions", ".tsv");
        try {
            Files.write(damaged, Damage.apply(damages, SOUND));
            boolean read;
            try {
                assertThat(CaptionFile.read(damaged).lines()).isNotEmpty().allSatisfy(line -> {
                    assertThat(line.photo()).isNotBlank();
                    assertThat(line.caption()).isNotBlank();
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

    private void write(String content) throws IOException {
        Files.writeString(file, content);
    }
}
