package dev.captioner.batch.target;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.ParquetReader;
import dev.captioner.Answer;
import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.batch.source.PhotoSource;
import dev.captioner.batch.source.SourceOptions;
import dev.captioner.batch.source.Sources;
import dev.captioner.file.Outputs;
import dev.captioner.image.LeftOut;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.imaging.formats.jpeg.JpegImageMetadata;
import org.apache.commons.imaging.formats.jpeg.iptc.IptcTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TargetsTest {
    private static final Path SAMPLES = Path.of("../samples");
    private static final String QUESTION = "What is \"this\"?";

    @TempDir
    Path folder;

    private Path photos;
    private PhotoSource source;
    private List<PhotoRow> rows;

    @BeforeEach
    void somePhotos() throws Exception {
        photos = Files.createDirectory(folder.resolve("photos"));
        Files.createDirectory(photos.resolve("a"));
        Files.copy(SAMPLES.resolve("chelsea.jpg"), photos.resolve("a/1.jpg"));
        Files.copy(SAMPLES.resolve("coffee.jpg"), photos.resolve("2.jpg"));
        Files.copy(SAMPLES.resolve("rocket.jpg"), photos.resolve("2.png"));
        source = Sources.of(photos.toString(), SourceOptions.USUAL, InputStream.nullInputStream());
        rows = List.of(
                row(0, "2.jpg", "a <cup> & \"more\"", -2),
                row(1, "2.png", "a, b\nrocket", -9),
                row(2, "a/1.jpg", "eine Kätze", -4),
                new PhotoRow(3, "bad.jpg", null, null, new PhotoProblem("DAMAGED", "it ends, early")));
    }

    private PhotoRow row(long place, String name, String caption, double logProbability) throws Exception {
        String sha256 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(photos.resolve(name))));
        return new PhotoRow(
                place,
                name,
                sha256,
                new Described(
                        List.of(new Described.Sentence(
                                caption,
                                logProbability,
                                false,
                                List.of(new Described.Scored(caption, logProbability / 2)),
                                OptionalDouble.of(logProbability / 2))),
                        List.of(new Described.Answered(QUESTION, List.of(new Answer("cup", 0.75, -1)), false))),
                null);
    }

    private Path write(String name) throws IOException {
        Target target = new Targets(source, List.of(QUESTION), 500, new Outputs(false)).of(name);
        target.check();
        target.check(PhotoRow.names(rows));
        target.write(PhotoRows.of(rows, LeftOut.NOTHING), new ArrayList<>());
        return target.place();
    }

    @Test
    void aGuessOfAModelThatAbstainsIsNotWrittenAsItsAnswer() throws Exception {
        PhotoRow sure = row(0, "2.jpg", "a cup", -1);
        Described described = requireNonNull(sure.described());
        rows = List.of(new PhotoRow(
                0,
                sure.name(),
                sure.sha256(),
                new Described(
                        described.captions(),
                        List.of(new Described.Answered(QUESTION, List.of(new Answer("cup", 0.04, -1)), true))),
                null));

        assertThat(Files.readString(write(folder + "/c.csv"))).contains("a cup").doesNotContain(",cup");
        assertThat(Files.readString(write(folder + "/sheet.html"))).contains(" unsure: <b>cup</b> 4");
        assertThat(Files.readString(write(folder + "/c.jsonl"))).contains("\"abstained\":true");
    }

    @Test
    void theDescriptionThatAPhotoHasAlreadyIsAFieldOnRequest() throws Exception {
        photos = write("jpeg=" + folder + "/copies");
        source = Sources.of(photos.toString(), SourceOptions.USUAL, InputStream.nullInputStream());
        rows = List.of(row(0, "2.jpg", "a new caption", -1));
        Targets targets = new Targets(
                source,
                List.of(),
                1,
                new Outputs(false),
                CaptionText.PLAIN,
                SidecarOptions.DEFAULT,
                Set.of(PhotoField.DATE, PhotoField.DESCRIPTION));
        for (String name : List.of("fields.jsonl", "fields.csv", "fields.parquet")) {
            targets.of(folder + "/" + name).write(PhotoRows.of(rows, LeftOut.NOTHING), new ArrayList<>());
        }

        assertThat(Files.readString(folder.resolve("fields.jsonl")))
                .contains("\"description\":\"a <cup> & \\\"more\\\"\"")
                .contains("a new caption")
                .doesNotContain("\"date\"");
        assertThat(Files.readAllLines(folder.resolve("fields.csv")).get(0))
                .endsWith(",confidence,date,description,reason,error");
        assertThat(Files.readAllLines(folder.resolve("fields.csv")).get(1)).endsWith(",,\"a <cup> & \"\"more\"\"\",,");
        assertThat(folder.resolve("fields.parquet")).isNotEmptyFile();
    }

    @Test
    void jsonLinesHaveEveryPhotoAndEveryNumber() throws IOException {
        List<JsonNode> lines = Files.readAllLines(write(folder + "/c.jsonl")).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
        assertThat(lines.stream().map(line -> line.get("file").stringValue()))
                .containsExactly("2.jpg", "2.png", "a/1.jpg", "bad.jpg");
        JsonNode first = lines.get(0);
        assertThat(first.at("/captions/0/text").stringValue()).isEqualTo("a <cup> & \"more\"");
        assertThat(first.at("/captions/0/words/0/logProbability").doubleValue()).isEqualTo(-1);
        assertThat(first.get("confidence").doubleValue()).isEqualTo(Math.exp(-1));
        assertThat(first.at("/answers/0/answers/0/text").stringValue()).isEqualTo("cup");
        assertThat(lines.get(3).get("reason").stringValue()).isEqualTo("DAMAGED");
        assertThat(lines.get(3).has("captions")).isFalse();
    }

    @Test
    void csvHasAColumnForEachQuestion() throws IOException {
        assertThat(Files.readString(write(folder + "/c.csv")))
                .startsWith(
                        "file,sha256,caption,log_probability,confidence,\"What is \"\"this\"\"?\",reason,error\r\n2.jpg,")
                .contains(",\"a, b\nrocket\",-9.0,0.011108996538242306,cup,,\r\n")
                .endsWith("bad.jpg,,,,,,DAMAGED,\"it ends, early\"\r\n");
    }

    @Test
    void parquetHasTheColumnsOfTheCsv() throws IOException {
        Path file = write(folder + "/c.parquet");
        List<Map<String, Object>> read = new ArrayList<>();
        try (Stream<Map<String, Object>> stream = ParquetReader.streamContent(
                file.toFile(), new Hydrator<Map<String, Object>, Map<String, Object>, String[]>() {
                    @Override
                    public Map<String, Object> start() {
                        return new LinkedHashMap<>();
                    }

                    @Override
                    public Map<String, Object> add(Map<String, Object> row, String[] column, Object value) {
                        row.put(column[0], value);
                        return row;
                    }

                    @Override
                    public Map<String, Object> finish(Map<String, Object> row) {
                        return row;
                    }
                })) {
            stream.forEach(read::add);
        }
        assertThat(read).hasSize(4);
        assertThat(read.get(2))
                .containsEntry("file", "a/1.jpg")
                .containsEntry("caption", "eine Kätze")
                .containsEntry("log_probability", -4.0)
                .containsEntry(QUESTION, "cup");
        assertThat(read.get(3)).containsEntry("reason", "DAMAGED");
        assertThat(read.get(3).get("caption")).isNull();
    }

    @Test
    void cocoResultsHaveTheNumbersOfTheNamesWhereEachHasItsOwn() throws IOException {
        JsonNode placed = JsonMapper.shared().readTree(Files.readString(write(folder + "/c.json")));
        assertThat(placed.valueStream().map(result -> result.get("image_id").intValue()))
                .containsExactly(1, 2, 3);
        rows = List.of(rows.get(0), rows.get(2), rows.get(3));
        JsonNode numbered = JsonMapper.shared().readTree(Files.readString(write(folder + "/c.json")));
        assertThat(numbered.valueStream().map(result -> result.get("image_id").intValue()))
                .containsExactly(2, 1);
        assertThat(numbered.get(1).get("caption").stringValue()).isEqualTo("eine Kätze");
        rows = List.of();
        assertThat(JsonMapper.shared()
                        .readTree(Files.readString(write(folder + "/c.json")))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void sidecarsLieLikeThePhotos() throws IOException {
        Path texts = write("txt=" + folder + "/texts");
        assertThat(files(texts)).containsExactly("2.png.txt", "2.txt", "a/1.txt");
        assertThat(texts.resolve("a/1.txt")).hasContent("eine Kätze\n");
        Path packets = write("xmp=" + folder + "/packets");
        assertThat(files(packets)).containsExactly("2.png.xmp", "2.xmp", "a/1.xmp");
        assertThat(packets.resolve("2.xmp"))
                .content()
                .contains("a &lt;cup&gt; &amp; \"more\"")
                .contains("dc:description");
    }

    @Test
    void sidecarsOfNamesThatLeadOutStayInTheFolder() throws IOException {
        rows = List.of(
                new PhotoRow(0, "../../up.jpg", null, rows.get(0).described(), null),
                new PhotoRow(1, "/abs/olute.jpg", null, rows.get(0).described(), null));
        assertThat(files(write("txt=" + folder + "/texts"))).containsExactly("_/_/up.txt", "abs/olute.txt");
    }

    @Test
    void copiesOfJpegsHaveTheCaptionAndThePixelsOfThePhotos() throws Exception {
        Path copies = write("jpeg=" + folder + "/copies");
        assertThat(files(copies)).containsExactly("2.jpg", "2.png", "a/1.jpg"); // the .png is a JPEG by another name
        for (String name : List.of("2.jpg", "a/1.jpg")) {
            Photo before = new PhotoReader().read(photos.resolve(name));
            Photo after = new PhotoReader().read(copies.resolve(name));
            assertThat(after.rgb()).isEqualTo(before.rgb());
        }
        byte[] copy = Files.readAllBytes(copies.resolve("a/1.jpg"));
        assertThat(Imaging.getXmpXml(copy)).contains("eine Kätze");
        assertThat(iptc(copy)).containsExactly("eine Kätze");

        // Again, from the copies: what is there is replaced, not added to.
        Path again = folder.resolve("again");
        source = Sources.of(copies.toString(), SourceOptions.USUAL, InputStream.nullInputStream());
        photos = copies;
        rows = List.of(row(0, "a/1.jpg", "a cat", -1));
        write("jpeg=" + again);
        copy = Files.readAllBytes(again.resolve("a/1.jpg"));
        assertThat(Imaging.getXmpXml(copy)).contains("a cat").doesNotContain("Kätze");
        assertThat(iptc(copy)).containsExactly("a cat");
    }

    private static List<String> iptc(byte[] jpeg) throws IOException {
        return ((JpegImageMetadata) Imaging.getMetadata(jpeg))
                .getPhotoshop().photoshopApp13Data.getRecords().stream()
                        .filter(record -> record.iptcType == IptcTypes.CAPTION_ABSTRACT)
                        .map(record -> record.getValue())
                        .toList();
    }

    @Test
    void copiesNeverTakeThePlaceOfThePhotosAndSayWhatWasLeftOut() throws IOException {
        for (String place : List.of("", "/a", "/new")) {
            assertThatThrownBy(() -> write("jpeg=" + photos + place)).hasMessageContaining("would overwrite");
        }
        Files.write(photos.resolve("2.jpg"), new byte[] {1});
        Files.delete(photos.resolve("2.png"));
        Path copies = write("jpeg=" + folder + "/copies");
        assertThat(files(copies)).containsExactly("a/1.jpg", "skipped.jsonl");
        assertThat(Files.readAllLines(copies.resolve("skipped.jsonl")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("2.jpg").contains("CHANGED"),
                        line -> assertThat(line).contains("2.png").contains("UNREADABLE_FILE"));
    }

    @Test
    void theSheetShowsTheLeastCertainFirstAndTextAsText() throws IOException {
        String page = Files.readString(write(folder + "/sheet.html"));
        assertThat(page.indexOf("2.png")).isLessThan(page.indexOf("a/1.jpg"));
        assertThat(page.indexOf("a/1.jpg")).isLessThan(page.indexOf("2.jpg"));
        assertThat(page)
                .contains("a &lt;cup&gt; &amp; &quot;more&quot;")
                .doesNotContain("<cup>")
                .contains("1 photos have none")
                .containsPattern("data:image/jpeg;base64,/9j/");
        Target short1 = new Targets(source, List.of(), 1, new Outputs(false)).of(folder + "/one.html");
        short1.write(PhotoRows.of(rows, LeftOut.NOTHING), new ArrayList<>());
        assertThat(Files.readString(short1.place()))
                .contains("The 1 least certain of 3 captions")
                .doesNotContain("a/1.jpg");
    }

    @Test
    void theReportHasTheReasons() throws IOException {
        Report report = new Report(new Outputs(false).file("--report", folder.resolve("r.jsonl")));
        report.write(PhotoRows.of(rows, LeftOut.ofKeys(Map.of("video", 3L))), new ArrayList<>());
        assertThat(Files.readAllLines(report.place()))
                .containsExactly(
                        "{\"file\":\"bad.jpg\",\"reason\":\"DAMAGED\",\"error\":\"it ends, early\"}",
                        "{\"photos\":4,\"captioned\":3,\"distinct\":3,\"bad\":1,\"leftOut\":{\"video\":3}}");
    }

    @Test
    void theSameRowsGiveTheSameBytes() throws IOException {
        for (String name : List.of("c.jsonl", "c.csv", "c.parquet", "c.json", "c.html")) {
            byte[] first = Files.readAllBytes(write(folder + "/" + name));
            assertThat(Files.readAllBytes(write(folder + "/" + name))).as(name).isEqualTo(first);
        }
        assertThat(files(folder)).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void whatCannotBeFinishedLeavesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("c.jsonl"), "before");
        Iterable<PhotoRow> failing = () -> Stream.concat(rows.stream(), Stream.generate(() -> {
                    throw new IllegalStateException("the database is gone");
                }))
                .map(PhotoRow.class::cast)
                .iterator();
        Target target = new Targets(source, List.of(), 1, new Outputs(true)).of(file.toString());
        assertThatThrownBy(() -> target.write(PhotoRows.of(failing, LeftOut.NOTHING), new ArrayList<>()))
                .hasMessageContaining("gone");
        assertThat(file).hasContent("before");
        assertThat(files(folder)).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void placesWhereNothingCanBeWrittenAreRejected() throws IOException {
        assertThatThrownBy(() -> write(folder + "/none/c.jsonl")).hasMessageContaining("create it first");
        assertThatThrownBy(() -> write(folder + "/c.pdf")).hasMessageContaining("found '");
        Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> write("txt=" + folder + "/file")).hasMessageContaining("found a file");
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(".captioner-files"))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
