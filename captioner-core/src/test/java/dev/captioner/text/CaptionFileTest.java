package dev.captioner.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.captioner.text.CaptionFile.Line;
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

class CaptionFileTest {
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
            a.jpg                          | line 1: expected 'file TAB caption' or 'split TAB file TAB caption', found 1 column
            a\\tb\\tc\\td                  | line 1: expected 'file TAB caption' or 'split TAB file TAB caption', found 4 columns
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
    void aCaptionOfAbsurdLengthIsRefused() throws IOException {
        write("a.jpg\tA dog .\nb.jpg\t" + "x".repeat(10_001));

        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> CaptionFile.read(file))
                .withMessageContaining("line 2: expected a caption of at most 10000 characters, found 10001");
        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> CaptionFile.readHypotheses(file))
                .withMessageContaining("line 2");
    }

    @Test
    void bytesThatAreNotUtf8AreNamedByTheirLine() throws IOException {
        Files.write(file, "a.jpg\tA café\nb.jpg\tA café\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> CaptionFile.read(file))
                .withMessageContaining("line 1: expected UTF-8");
    }

    @Test
    void hypothesesAreOneLineAPhotoAndMayBeEmpty() throws IOException {
        write("b.jpg\tA cat .\na.jpg\t\n");

        assertThat(CaptionFile.readHypotheses(file)).containsExactly(entry("b.jpg", "A cat ."), entry("a.jpg", ""));
    }

    @Test
    void aSecondHypothesisOfAPhotoIsRefusedWithBothLines() throws IOException {
        write("a.jpg\tA dog .\nb.jpg\tA cat .\na.jpg\tA cow .\n");

        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> CaptionFile.readHypotheses(file))
                .withMessageContaining("line 3")
                .withMessageContaining("'a.jpg', the first is in line 1");
    }

    @Test
    void hypothesesWithASplitAreRefused() throws IOException {
        write("dev\ta.jpg\tA dog .\n");

        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> CaptionFile.readHypotheses(file))
                .withMessageContaining("line 1: expected 2 columns, 'file TAB caption', found 3 columns");
    }

    @Test
    void damagedFilesGiveCaptionsOrTheExceptionAndNothingElse() throws IOException {
        byte[] sound =
                "\uFEFFtrain\ta.jpg\tA café — “dog” 😀 .\r\ndev\tb.jpg\tA cat .\n".getBytes(StandardCharsets.UTF_8);
        byte[] pieces = {'\t', '\n', '\r', ' ', 0, (byte) 0xFF, (byte) 0xC3, (byte) 0xF0, 'x'};
        Random random = new Random(1);
        int read = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = sound.clone();
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                damaged[random.nextInt(damaged.length)] = pieces[random.nextInt(pieces.length)];
            }
            Files.write(file, damaged);
            try {
                CaptionFile captions = CaptionFile.read(file);
                assertThat(captions.lines()).isNotEmpty().allSatisfy(line -> {
                    assertThat(line.photo()).isNotBlank();
                    assertThat(line.caption()).isNotBlank();
                });
                read++;
            } catch (CaptionFileException e) {
                assertThat(e).hasMessageContaining("expected").hasMessageContaining("found");
            }
        }
        assertThat(read).isBetween(100, 1900);
    }

    private void write(String content) throws IOException {
        Files.writeString(file, content);
    }
}
