package dev.captioner.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class TextReaderTest {
    /** The encodings that are read. */
    enum Form {
        UTF_8(StandardCharsets.UTF_8, ""),
        UTF_8_WITH_MARK(StandardCharsets.UTF_8, "\uFEFF"),
        UTF_16LE(StandardCharsets.UTF_16LE, "\uFEFF"),
        UTF_16BE(StandardCharsets.UTF_16BE, "\uFEFF");

        private final Charset charset;
        private final String mark;

        Form(Charset charset, String mark) {
            this.charset = charset;
            this.mark = mark;
        }

        byte[] encode(String text) {
            return (mark + text).getBytes(charset);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTextLongerThanTheBuffersIsReadWhole(Form form) throws IOException {
        String text = "d\u00E9j\u00E0 vu \uD83D\uDE00 \u72AC\r\n".repeat(20_000);

        assertThat(read(form.encode(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UTF-32LE | FF FE 00 00 61 00 00 00 | found UTF-32LE; convert it, as in: iconv -f UTF-32LE -t UTF-8 list.txt
            UTF-32BE | 00 00 FE FF 00 00 00 61 | found UTF-32BE
            no mark  | 61 00 62 00 0A 00       | found UTF-16LE without a byte order mark
            no mark  | 00 61 00 62             | found UTF-16BE without a byte order mark
            half     | FF FE 61 00 62          | line 1, column 2: expected UTF-16LE, as its byte order mark says, found bytes that are not: 0x62
            lone     | FE FF 00 0A D8 00 00 61 | line 2, column 1: expected UTF-16BE
            Latin 1  | 61 0A 0D 0A 62 63 E9 20 | line 3, column 3: expected UTF-8, found bytes that are not: 0xE9
            cut      | 61 0D 62 E2 82          | line 2, column 2: expected UTF-8, found bytes that are not: 0xE2 0x82
            mark     | EF BB BF F0 9F 98 80 80 | line 1, column 2: expected UTF-8, as its byte order mark says, found bytes that are not: 0x80
            """)
    void anotherEncodingIsNamedWithItsPlace(String ignored, String hex, String problem) {
        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> read(bytes(hex)))
                .withMessageStartingWith("list.txt")
                .withMessageContaining(problem);
    }

    @Test
    void theTextBeforeUndecodableBytesIsRead() throws IOException {
        TextReader text = reader(bytes("61 0A 62 FF 63"));

        assertThat(text.read()).isEqualTo('a');
        assertThat(text.read()).isEqualTo('\n');
        assertThat(text.read()).isEqualTo('b');
        assertThatExceptionOfType(CaptionFileException.class).isThrownBy(text::read);
        assertThatExceptionOfType(CaptionFileException.class).isThrownBy(text::read);
    }

    @Test
    void moreBytesThanTheLimitAreRejected() throws IOException {
        byte[] hundred = "x".repeat(100).getBytes(StandardCharsets.UTF_8);

        assertThat(read(TextReader.of("list.txt", new ByteArrayInputStream(hundred), 100)))
                .hasSize(100);
        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> read(TextReader.of("list.txt", new ByteArrayInputStream(hundred), 99)))
                .withMessage("list.txt: expected at most 99 bytes, found more");
    }

    @Test
    void aLineEndsWithALineFeedACarriageReturnOrBoth() throws IOException {
        assertThat(lines("a\nb\r\n\r\n \rc\r\r\n\nd"))
                .containsExactly(
                        new TextLines.Line(1, "a"),
                        new TextLines.Line(2, "b"),
                        new TextLines.Line(5, "c"),
                        new TextLines.Line(8, "d"));
        assertThat(lines("\r\n")).isEmpty();
        assertThat(lines("\0\r\0")).containsExactly(new TextLines.Line(1, "\0"), new TextLines.Line(2, "\0"));
    }

    @Test
    void aLineThatIsTooLongIsNamed() {
        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> lines("a\n" + "x".repeat((1 << 20) + 1)))
                .withMessage("list.txt, line 2: expected a line of at most 1048576 characters, found a longer one");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab,;\t\"\r\n #\u00E9\u72AC\uFEFF")
                .withCharRange('\u0100', '\uD7FF')
                .ofMaxLength(40)
                .flatMap(text -> Arbitraries.of(text, text + "\uD83D\uDE00", "\uD83D\uDE00\n" + text));
    }

    @Property(tries = 2000, seed = "1")
    void everyTextIsReadAsItWasWritten(@ForAll("texts") String text, @ForAll Form form) throws IOException {
        if (form == Form.UTF_8 && text.startsWith("\uFEFF")) {
            return;
        }
        assertThat(read(form.encode(text))).isEqualTo(text);
        assertThat(lines(form.encode(text)).stream().map(TextLines.Line::text))
                .containsExactlyElementsOf(
                        text.lines().filter(line -> !line.isBlank()).toList());
    }

    @Property(tries = 3000, seed = "1")
    void anyBytesGiveATextOrACaptionFileException(@ForAll byte[] bytes) throws IOException {
        boolean read;
        try {
            read(bytes);
            lines(bytes);
            read = true;
        } catch (CaptionFileException e) {
            assertThat(e).hasMessageContaining("expected").hasMessageContaining("found");
            read = false;
        }
        Statistics.collect(read);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex);
    }

    private static TextReader reader(byte[] bytes) throws IOException {
        return TextReader.of("list.txt", new ByteArrayInputStream(bytes), Long.MAX_VALUE);
    }

    private static String read(byte[] bytes) throws IOException {
        return read(reader(bytes));
    }

    private static String read(TextReader text) throws IOException {
        try (text) {
            StringWriter all = new StringWriter();
            text.transferTo(all);
            return all.toString();
        }
    }

    private static List<TextLines.Line> lines(String text) throws IOException {
        return lines(Form.UTF_8_WITH_MARK.encode(text));
    }

    private static List<TextLines.Line> lines(byte[] bytes) throws IOException {
        List<TextLines.Line> all = new ArrayList<>();
        try (TextLines lines = new TextLines(reader(bytes))) {
            for (TextLines.Line line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }
}
