package dev.captioner.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.captioner.Damage;
import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import dev.captioner.text.CaptionFile.Line;
import dev.captioner.text.TextReaderTest.Form;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The forms in which people have captions. */
class CaptionFormsTest {
    private static final String COCO = """
            {
              "info": {"year": 2014, "nested": [[1, {"a": [2]}]]},
              "annotations": [
                {"image_id": 318556, "id": 48, "caption": " A very clean bathroom. "},
                {"image_id": 116100, "id": 67, "caption": "A panoramic view of a kitchen"},
                {"image_id": 318556, "id": 126, "caption": "A blue and white bathroom"}
              ],
              "images": [
                {"license": 5, "file_name": "COCO_train2014_000000116100.jpg", "height": 480, "width": 640, "id": 116100},
                {"license": 3, "file_name": "COCO_train2014_000000318556.jpg", "id": 318556},
                {"file_name": "without_captions.jpg", "id": 7}
              ]
            }
            """;

    private static final String KARPATHY = """
            {"images": [
              {"filepath": "val2014", "sentids": [1, 2], "filename": "COCO_val2014_000000391895.jpg", "imgid": 0, "split": "test",
               "sentences": [{"tokens": ["a", "man"], "raw": "A man with a red helmet.", "imgid": 0, "sentid": 1},
                             {"tokens": [], "raw": "A man on a moped", "imgid": 0, "sentid": 2}], "cocoid": 391895},
              {"filename": "1000092795.jpg", "split": "train", "sentences": [{"raw": "Two young guys"}]}
            ], "dataset": "coco"}
            """;

    private Path file;

    @BeforeEach
    void nameFile(@TempDir Path folder) {
        file = folder.resolve("captions.txt");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            Flickr8k of Kaggle | image,caption\\na.jpg,A dog .\\nb.jpg,"A cat , a ""big"" one"\\n
            Flickr30k          | image_name;comment_number;comment\\na.jpg;0;A dog .\\nb.jpg;1;A cat , a "big" one\\n
            tabs with names    | Caption\\tFile_Name\\nA dog .\\ta.jpg\\nA cat , a "big" one\\tb.jpg\\n
            no names           | a.jpg,A dog .\\nb.jpg, "A cat , a ""big"" one"\\n
            semicolon          | "a.jpg";A dog .\\nb.jpg;A cat , a "big" one
            other columns      | id,split,path,text\\n1,,,\\n
            """)
    void tablesHaveTabsCommasOrSemicolonsAndNamesOfColumns(String form, String content) throws IOException {
        write(content);

        if (form.equals("other columns")) {
            assertThatExceptionOfType(CaptionFileException.class)
                    .isThrownBy(() -> CaptionFile.read(file))
                    .withMessageContaining("line 2: expected a split in column 2, found nothing");
            return;
        }
        assertThat(CaptionFile.read(file).lines())
                .containsExactly(new Line("", "a.jpg", "A dog ."), new Line("", "b.jpg", "A cat , a \"big\" one"));
    }

    @Test
    void quotesInTabSeparatedTextAreOrdinaryCharactersUnlessItIsCsv() throws IOException {
        write("a.jpg\t\"A \"big\" dog\"\nb.jpg\t\"A cat\n");

        assertThat(CaptionFile.read(file).captions())
                .containsExactly(entry("a.jpg", List.of("\"A \"big\" dog\"")), entry("b.jpg", List.of("\"A cat")));
        Path csv = file.resolveSibling("captions.CSV");
        Files.writeString(csv, "file\tcaption\na.jpg\t\"A \"\"big\"\"\tdog\"\n");
        assertThat(CaptionFile.read(csv).captions()).containsExactly(entry("a.jpg", List.of("A \"big\"\tdog")));
    }

    @Test
    void flickr8ksNumbersAreTakenOffWhereAllPhotosHaveThem() throws IOException {
        write("p00.jpg#0\\ta red circle\\np00.jpg#1\\tthere is a red circle\\np01.jpg.1#0\\ta blue circle\\n");
        assertThat(CaptionFile.read(file).captions())
                .containsExactly(
                        entry("p00.jpg", List.of("a red circle", "there is a red circle")),
                        entry("p01.jpg.1", List.of("a blue circle")));

        write("p00.jpg#0\\ta red circle\\np00.jpg\\ta red circle\\n");
        assertThat(CaptionFile.read(file).captions()).containsOnlyKeys("p00.jpg#0", "p00.jpg");
        write("photo#1\\ta red circle\\n");
        assertThat(CaptionFile.read(file).captions()).containsOnlyKeys("photo#1");
    }

    @Test
    void cocosAnnotationsNameTheirImages() throws IOException {
        write(COCO);

        assertThat(CaptionFile.read(file).captions())
                .containsExactly(
                        entry(
                                "COCO_train2014_000000318556.jpg",
                                List.of("A very clean bathroom.", "A blue and white bathroom")),
                        entry("COCO_train2014_000000116100.jpg", List.of("A panoramic view of a kitchen")));
        assertThat(CaptionFile.read(file).splits()).containsExactly("");
    }

    @Test
    void karpathysImagesHaveSplitsAndSentences() throws IOException {
        write(KARPATHY);

        assertThat(CaptionFile.read(file).lines())
                .containsExactly(
                        new Line("test", "val2014/COCO_val2014_000000391895.jpg", "A man with a red helmet."),
                        new Line("test", "val2014/COCO_val2014_000000391895.jpg", "A man on a moped"),
                        new Line("train", "1000092795.jpg", "Two young guys"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"images": [{"id": 1}], "annotations": []}                  | line 1, column 13: expected an image with 'file_name' or 'filename', found neither
            {"images": [{"file_name": "a.jpg"}]}                        | column 13: expected an image with 'id' or 'sentences', found neither
            {"images": [],\\n "annotations": [{"image_id": 1, "caption": "x"}]} | expected the image of each annotation among 'images', found none with the id '1'
            {"images": [],\\n "annotations": [{"image_id": 1}]}         | line 2, column 18: expected a text in 'caption', found none
            {"images": [],\\n "annotations": [{"caption": "a"}]}        | line 2, column 18: expected an annotation with 'image_id', found none
            {"images": [], "annotations": []}                           | expected captions as in COCO's captions_*.json
            {"images": {}}                                              | expected 'images' to be an array, found something else
            {"images": [{"id": 1, "file_name": {"x": 1}}]}              | expected 'file_name' as in COCO's or Karpathy's files, found a value of another type
            {"images": ["a.jpg"]}                                       | expected 'images' to hold objects, found something else
            {"images": [{"id": 1, "file_name": "a\\u0000b"}]}           | expected a file name, found one with control characters
            {"images": [{"id": 1, "file_name": "a"},{"id": 1, "file_name": "b"}]} | expected one image with the id '1', found two
            {"images": [{"filename": "a", "sentences": [{"raw": " "}]}]} | expected a text in 'raw', found none
            {"images": [{"filename": "a", "sentences": [null]}]}        | expected a text in 'raw', found none
            {"images": [{"filename": "a", "sentences": {"raw": "x"}}]}  | line 1, column 45: expected 'sentences' as in COCO's or Karpathy's files, found a value of another type
            {"images": [                                                | malformed JSON
            {"images": []} x                                            | malformed JSON
            {"images": []} {}                                           | column 16: expected the end of the file, found more
            [{"image_id": 1, "caption": "x"}]                           | column 1: expected an object with 'images'
            """)
    void jsonThatDoesNotFitIsNamedWithItsPlace(String content, String problem) throws IOException {
        write(content);

        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> CaptionFile.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void hostileJsonIsRejectedAndNotFollowed(String opening) throws IOException {
        write("{\"info\": " + opening.repeat(100_000));
        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> CaptionFile.read(file))
                .withMessageContaining("line 1, column")
                .withMessageContaining("malformed JSON");

        write("{\"images\": [{\"id\": 1, \"file_name\": \"" + "x".repeat(200_000) + "\"}]}");
        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> CaptionFile.read(file))
                .withMessageContaining("malformed JSON");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            image,caption\\na.jpg,A dog, running\\n  | line 2: expected 2 columns, as in the first line, found 3 columns; in CSV, a text that contains the separator stands in double quotes
            image,caption\\n\\na.jpg,"A dog\\nb.jpg,A cat\\n | line 3: expected values as in RFC 4180
            image,caption\\na.jpg,"A dog" x\\n      | line 2: expected values as in RFC 4180
            image,path,caption\\na.jpg,a.jpg,x\\n   | line 1: expected one column of photos, found 'image' and 'path'; rename one of them
            image,caption\\n                        | expected a caption a line, found none
            image,caption\\n"a\\nb",x\\nc.jpg,\\n   | line 2: expected a file name, found one with control characters
            """)
    void aRowThatDoesNotFitIsNamed(String content, String problem) throws IOException {
        write(content);

        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> CaptionFile.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(problem);
    }

    @Test
    void aQuoteThatIsNeverClosedDoesNotReadTheWholeFile() throws IOException {
        Files.writeString(file, "image,caption\na.jpg,x\nb.jpg,\"" + "A dog .\n".repeat(1_000_000));

        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> CaptionFile.read(file))
                .withMessageContaining("line 3: expected a row of at most 4194304 characters, found a longer one");
    }

    @Test
    void hypothesesHaveTheSameForms() throws IOException {
        write("file,sha256,caption,confidence\\nb.jpg,00,\"A cat, asleep\",0.5\\na.jpg,01,,\\n");
        assertThat(CaptionFile.readHypotheses(file))
                .containsExactly(entry("b.jpg", "A cat, asleep"), entry("a.jpg", ""));

        write(
                "{\"images\": [{\"id\": 1, \"file_name\": \"a.jpg\"}], \"annotations\": [{\"image_id\": 1, \"caption\": \"x\"}]}");
        assertThat(CaptionFile.readHypotheses(file)).containsExactly(entry("a.jpg", "x"));

        write(COCO);
        assertThatExceptionOfType(CaptionFileException.class)
                .isThrownBy(() -> CaptionFile.readHypotheses(file))
                .withMessageContaining("a second one of 'COCO_train2014_000000318556.jpg'");
    }

    @Test
    void questionsHaveTheSameTables() throws IOException {
        Path questions = file.resolveSibling("questions.csv");
        Files.write(
                questions, Form.UTF_16LE.encode("image;question;answer\r\na.jpg;\"red; or \"\"blue\"\"?\";red\r\n"));

        assertThat(QuestionFile.read(questions).lines())
                .containsExactly(
                        new QuestionLine(null, "a.jpg", "red; or \"blue\"?", "red", List.of("red"), null, null));
    }

    @Tag(TestTags.DATA)
    @Test
    void theOriginalFormOfFlickr8kIsRead() throws IOException {
        assertThat(CaptionFile.read(SharedData.require("faults/flickr8k-original-form.txt"))
                        .captions())
                .containsExactly(
                        entry("p00.jpg", List.of("a red circle on a white wall", "there is a red circle")),
                        entry("p01.jpg", List.of("a blue circle on a white wall")));
    }

    /** How a caption file is written. */
    enum Writer {
        TABS("captions.tsv"),
        TABS_WITH_NAMES("captions.txt"),
        NUMBERED("captions.token.txt"),
        COMMAS("captions.csv"),
        SEMICOLONS("captions.csv"),
        CSV_OF_TABS("captions.csv"),
        COCO("captions.json"),
        KARPATHY("dataset.json");

        private final String fileName;

        Writer(String fileName) {
            this.fileName = fileName;
        }

        String write(List<Line> lines, String end) {
            return switch (this) {
                case TABS -> rows("", lines, "\t", end, false);
                case TABS_WITH_NAMES -> rows("split\tfile\tcaption" + end, lines, "\t", end, false);
                case NUMBERED ->
                    lines.stream()
                            .map(line -> line.split() + "\t" + line.photo() + "#0\t" + line.caption() + end)
                            .collect(Collectors.joining());
                case COMMAS -> rows("Split,Image,Caption" + end, lines, ",", end, true);
                case SEMICOLONS -> rows("", lines, ";", end, true);
                case CSV_OF_TABS -> rows("split\tpath\tsentence" + end, lines, "\t", end, true);
                case COCO -> coco(lines);
                case KARPATHY -> karpathy(lines, end);
            };
        }

        private static String rows(String header, List<Line> lines, String separator, String end, boolean quoted) {
            return lines.stream()
                    .map(line -> cell(line.split(), quoted)
                            + separator
                            + cell(line.photo(), quoted)
                            + separator
                            + cell(line.caption(), quoted)
                            + end)
                    .collect(Collectors.joining("", header, ""));
        }

        private static String cell(String text, boolean quoted) {
            return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
        }

        private static String coco(List<Line> lines) {
            Map<String, Integer> ids = new LinkedHashMap<>();
            lines.forEach(line -> ids.putIfAbsent(line.photo(), ids.size()));
            List<Map<String, Object>> images = new ArrayList<>();
            ids.forEach((photo, id) -> images.add(Map.of("file_name", photo, "id", id)));
            return JSON.writeValueAsString(Map.of(
                    "images",
                    images,
                    "annotations",
                    lines.stream()
                            .map(line -> Map.of("image_id", ids.get(line.photo()), "caption", line.caption()))
                            .toList()));
        }

        private static String karpathy(List<Line> lines, String end) {
            return JSON.writeValueAsString(Map.of(
                            "images",
                            lines.stream()
                                    .map(line -> Map.of(
                                            "filename",
                                            line.photo(),
                                            "split",
                                            line.split(),
                                            "sentences",
                                            List.of(Map.of("raw", line.caption()))))
                                    .toList()))
                    .replace("},{", "}," + end + "{");
        }
    }

    private static final JsonMapper JSON = new JsonMapper();

    @Provide
    Arbitrary<List<Line>> captions() {
        Arbitrary<String> texts = Arbitraries.strings()
                .withChars("abc ,;\"#'|{}[]\\é犬\u00A0")
                .ofMinLength(1)
                .ofMaxLength(12)
                .map(String::strip)
                .map(text -> text.isEmpty() ? "x" : text);
        Arbitrary<String> photos = texts.map(text -> text.replace("{", "(").replace("[", "(") + ".jpg");
        return Combinators.combine(Arbitraries.of("train", "dev"), photos, texts)
                .as(Line::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Property(tries = 2000, seed = "1")
    void whatIsWrittenInAnyFormIsRead(
            @ForAll("captions") List<Line> lines,
            @ForAll Writer writer,
            @ForAll Form form,
            @ForAll("lineEnds") String end)
            throws IOException {
        Path folder = Files.createTempDirectory("captions");
        Path written = folder.resolve(writer.fileName);
        try {
            Files.write(written, form.encode(writer.write(lines, end)));
            List<Line> expected = lines.stream()
                    .map(line -> writer == Writer.COCO ? new Line("", line.photo(), line.caption()) : line)
                    .toList();
            assertThat(CaptionFile.read(written).lines()).containsExactlyElementsOf(expected);
        } finally {
            Files.deleteIfExists(written);
            Files.delete(folder);
        }
    }

    @Provide
    Arbitrary<String> lineEnds() {
        return Arbitraries.of("\n", "\r\n", "\r");
    }

    @Property(tries = 3000, seed = "1")
    void damagedJsonGivesCaptionsOrACaptionFileException(@ForAll Writer writer, @ForAll("damaged") List<Damage> damages)
            throws IOException {
        byte[] sound = (writer == Writer.KARPATHY ? KARPATHY : COCO).getBytes(StandardCharsets.UTF_8);
        assertCaptionsOrCaptionFileException(Damage.apply(
                damages.stream()
                        .filter(damage -> damage.position() < sound.length)
                        .toList(),
                sound));
    }

    @Provide
    Arbitrary<List<Damage>> damaged() {
        return Damage.of(COCO.length(), 4, Arbitraries.bytes());
    }

    @Property(tries = 3000, seed = "1")
    void anyBytesGiveCaptionsOrACaptionFileException(@ForAll byte[] bytes) throws IOException {
        assertCaptionsOrCaptionFileException(bytes);
    }

    private static void assertCaptionsOrCaptionFileException(byte[] bytes) throws IOException {
        Path random = Files.createTempFile("captions", ".csv");
        try {
            Files.write(random, bytes);
            try {
                assertThat(CaptionFile.read(random).lines()).isNotEmpty();
            } catch (CaptionFileException e) {
                assertThat(e).hasMessageContaining(random.toString());
            }
            try {
                assertThat(CaptionFile.readHypotheses(random)).isNotEmpty();
            } catch (CaptionFileException e) {
                assertThat(e).hasMessageContaining(random.toString());
            }
            try {
                assertThat(QuestionFile.read(random).lines()).isNotEmpty();
            } catch (CaptionFileException e) {
                assertThat(e).hasMessageContaining(random.toString());
            }
        } finally {
            Files.delete(random);
        }
    }

    private void write(String content) throws IOException {
        Files.writeString(file, content.replace("\\n", "\n").replace("\\t", "\t"));
    }
}
