package dev.captioner.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.cli.CommandRun;
import dev.captioner.testing.SharedData;
import dev.captioner.testing.SourceTree;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sidecars of a batch beside the photos, where the user keeps captions and packets of other programs. */
@Tag(TestTags.SLOW)
class SidecarsTest {
    private static final String PACKET =
            "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                    + "<rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmp:Rating=\"5\">%s"
                    + "</rdf:Description></rdf:RDF></x:xmpmeta>\n";

    @TempDir
    Path folder;

    private Path photos;
    private Path model;

    @BeforeEach
    void photosAndModel() throws IOException {
        photos = Files.createDirectory(folder.resolve("photos"));
        model = TinyModel.TEN_WORDS.write(folder.resolve("model"));
        for (String name : List.of("chelsea", "coffee")) {
            Files.copy(SourceTree.SAMPLES.resolve(name + ".jpg"), photos.resolve(name + ".jpg"));
        }
    }

    private CommandRun batch(String kind, Object... more) {
        List<Object> arguments =
                new ArrayList<>(List.of("batch", photos, "--out", kind + "=" + photos, "--model", model));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray());
    }

    private String caption(String photo) {
        return CommandRun.of("caption", photos.resolve(photo), "--model", model)
                .out()
                .strip();
    }

    private static JsonNode lastLine(String text) {
        List<String> lines = text.lines().toList();
        return JsonMapper.shared().readTree(lines.get(lines.size() - 1));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(photos)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void captionsByHandAndPacketsOfOtherProgramsAreRefusedBeforeAnythingIsWritten() throws IOException {
        Path text = Files.writeString(photos.resolve("coffee.txt"), "my coffee\n");
        Path packet = Files.writeString(photos.resolve("coffee.xmp"), PACKET.formatted(""));
        for (String kind : List.of("txt", "xmp")) {
            CommandRun run = batch(kind, "--json");
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.error()).contains("coffee." + kind, "--existing", "keep, append, prepend or overwrite");
            assertThat(run.out()).doesNotContain("progress");
        }
        assertThat(text).hasContent("my coffee\n");
        assertThat(packet).hasContent(PACKET.formatted(""));
        assertThat(files()).containsExactly("chelsea.jpg", "coffee.jpg", "coffee.txt", "coffee.xmp");
    }

    @Test
    void whatCaptionerWroteIsReplacedUntilSomebodyEditsIt() throws IOException {
        assertThat(batch("txt", "--out", "xmp=" + photos).exit()).isZero();
        assertThat(batch("txt", "--out", "xmp=" + photos).exit()).isZero();
        CommandRun other = batch("txt", "--out", "xmp=" + photos, "--beam", 1, "--caption-prefix", "new: ");
        assertThat(other.exit()).as(other.error()).isZero();
        assertThat(photos.resolve("coffee.txt")).content().startsWith("new: ");
        assertThat(photos.resolve("coffee.xmp")).content().contains(">new: ");
        assertThat(files())
                .containsExactly("chelsea.jpg", "chelsea.txt", "chelsea.xmp", "coffee.jpg", "coffee.txt", "coffee.xmp");

        Files.writeString(photos.resolve("coffee.txt"), "edited\n");
        assertThat(batch("txt").exit()).isEqualTo(1);
        assertThat(photos.resolve("coffee.txt")).hasContent("edited\n");
    }

    @Test
    void keepCaptionsOnlyThePhotosThatHaveNoCaption() throws IOException {
        Files.writeString(photos.resolve("coffee.txt"), "my coffee\n");
        Path report = folder.resolve("report.jsonl");
        CommandRun run = batch("txt", "--existing", "keep", "--report", report, "--json");
        assertThat(run.exit()).as(run.error()).isZero();
        JsonNode end = lastLine(run.out());
        assertThat(end.get("computed").intValue()).isEqualTo(1);
        assertThat(end.get("kept").intValue()).isEqualTo(1);
        assertThat(end.get("bad").intValue()).isZero();
        assertThat(photos.resolve("coffee.txt")).hasContent("my coffee\n");
        assertThat(photos.resolve("chelsea.txt")).hasContent(caption("chelsea.jpg") + "\n");
        assertThat(lastLine(Files.readString(report)).get("kept").intValue()).isEqualTo(1);

        Files.delete(photos.resolve("coffee.txt"));
        assertThat(lastLine(batch("txt", "--existing", "keep", "--json").out())
                        .get("computed")
                        .intValue())
                .isEqualTo(1);
        assertThat(photos.resolve("coffee.txt")).hasContent(caption("coffee.jpg") + "\n");
    }

    @Test
    void aPacketWithoutADescriptionGetsOneAlsoWithKeep() throws IOException {
        Files.writeString(photos.resolve("coffee.xmp"), PACKET.formatted(""));
        String described = PACKET.formatted("<dc:description xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><rdf:Alt>"
                + "<rdf:li xml:lang=\"x-default\">mine</rdf:li></rdf:Alt></dc:description>");
        Files.writeString(photos.resolve("chelsea.xmp"), described);
        assertThat(lastLine(batch("xmp", "--existing", "keep", "--json").out())
                        .get("computed")
                        .intValue())
                .isEqualTo(1);
        assertThat(photos.resolve("chelsea.xmp")).hasContent(described);
        assertThat(photos.resolve("coffee.xmp"))
                .content()
                .contains("xmp:Rating=\"5\"", ">" + caption("coffee.jpg") + "<");
    }

    @Test
    void captionsFollowOrPrecedeWhatIsThereOnceHoweverOftenTheJobIsRepeated() throws IOException {
        Path text = photos.resolve("coffee.txt");
        String caption = caption("coffee.jpg");
        Files.writeString(text, "my coffee");
        for (int i = 0; i < 2; i++) {
            assertThat(batch("txt", "--existing", "append").exit()).isZero();
            assertThat(text).hasContent("my coffee\n" + caption + "\n");
        }
        // The words of the user's are not captioner's own now.
        assertThat(batch("txt").exit()).isEqualTo(1);

        Files.write(text, "\uFEFFmein Käffchen\r\n".getBytes(StandardCharsets.UTF_16LE));
        for (int i = 0; i < 2; i++) {
            assertThat(batch("txt", "--existing", "prepend").exit()).isZero();
            assertThat(new String(Files.readAllBytes(text), StandardCharsets.UTF_16LE))
                    .isEqualTo("\uFEFF" + caption + "\r\nmein Käffchen\r\n");
        }
    }

    @Test
    void overwriteReplacesATextAndOnlyTheDescriptionOfAPacket() throws IOException {
        Files.writeString(photos.resolve("coffee.txt"), "my coffee\n");
        Files.writeString(photos.resolve("coffee.xmp"), PACKET.formatted(""));
        CommandRun run = batch("txt", "--out", "xmp=" + photos, "--existing", "overwrite", "--keyword", "by machine");
        assertThat(run.exit()).as(run.error()).isZero();
        assertThat(photos.resolve("coffee.txt")).hasContent(caption("coffee.jpg") + "\n");
        String packet = Files.readString(photos.resolve("coffee.xmp"));
        assertThat(packet)
                .startsWith(PACKET.substring(0, PACKET.indexOf("%s")))
                .endsWith(PACKET.substring(PACKET.indexOf("%s") + 2))
                .contains(caption("coffee.jpg"), "<rdf:li>by machine</rdf:li>");
        // --overwrite alone says the same.
        Files.writeString(photos.resolve("coffee.txt"), "my coffee\n");
        assertThat(batch("txt", "--overwrite").exit()).isZero();
        assertThat(photos.resolve("coffee.txt")).hasContent(caption("coffee.jpg") + "\n");
    }

    @Test
    void aMalformedPacketIsReportedAndLeftAlone() throws IOException {
        String malformed =
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><x>&e;</x>";
        Files.writeString(photos.resolve("coffee.xmp"), malformed);
        Path report = folder.resolve("report.jsonl");
        CommandRun run = batch("xmp", "--existing", "overwrite", "--report", report);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).contains("coffee.jpg", "coffee.xmp is left as it is", "DOCTYPE");
        assertThat(photos.resolve("coffee.xmp")).hasContent(malformed);
        assertThat(photos.resolve("chelsea.xmp")).content().contains(caption("chelsea.jpg"));
        assertThat(Files.readString(report)).contains("\"reason\":\"SIDECAR\"", "coffee.xmp");
    }

    @Test
    void textBeforeAndAfterCaptionsIsLiteralAndTheExtensionIsTheUsers() throws IOException {
        CommandRun run = batch(
                "txt",
                "--out",
                "jpeg=" + folder.resolve("copies"),
                "--caption-prefix",
                "xyzzy, 犬: ",
                "--caption-suffix",
                " <&> ",
                "--sidecar-extension",
                ".caption");
        assertThat(run.exit()).as(run.error()).isZero();
        String expected = "xyzzy, 犬: " + caption("coffee.jpg") + " <&> ";
        assertThat(Files.readString(photos.resolve("coffee.caption"))).isEqualTo(expected + "\n");
        assertThat(photos.resolve("coffee.txt")).doesNotExist();
        assertThat(Files.readString(folder.resolve("copies/coffee.jpg"), StandardCharsets.ISO_8859_1))
                .contains(" &lt;&amp;&gt; ");
        assertThat(batch("txt", "--sidecar-extension", ".jpg").error()).contains("not one of photos");
        assertThat(batch("txt", "--sidecar-extension", "/../x").error()).contains("expected an extension");
    }

    @Test
    void photosWhoseNamesAreAlikeHaveASidecarEachWhicheverWasCaptionedBefore() throws IOException {
        Path coffee = photos.resolve("coffee.jpg");
        for (String name : List.of("a.jpg", "a.png", "a.png.jpg", "a_b.jpg", "a:b.jpg")) {
            Files.copy(coffee, photos.resolve(name));
        }
        Files.write(photos.resolve("a.jpg"), new byte[] {1}); // has no caption, but keeps its name
        CommandRun run = batch("txt");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(files())
                .contains("a.png.txt", "a.png.jpg.txt", "a_b.txt", "a_b.jpg.txt")
                .doesNotContain("a.txt");
        Files.copy(
                SourceTree.SAMPLES.resolve("rocket.jpg"),
                photos.resolve("a.jpg"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(batch("txt").exit()).isZero();
        assertThat(photos.resolve("a.txt")).hasContent(caption("a.jpg") + "\n");
    }

    @Test
    void copiesReplaceNoFileOfTheUsers() throws IOException {
        Path copies = Files.createDirectory(folder.resolve("copies"));
        Path taken = Files.writeString(copies.resolve("coffee.jpg"), "by hand");
        CommandRun run = CommandRun.of("batch", photos, "--out", "jpeg=" + copies, "--model", model);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).contains("coffee.jpg", "--overwrite");
        assertThat(taken).hasContent("by hand");
        assertThat(CommandRun.of("batch", photos, "--out", "jpeg=" + copies, "--model", model, "--overwrite")
                        .exit())
                .isZero();
        assertThat(CommandRun.of("batch", photos, "--out", "jpeg=" + copies, "--model", model)
                        .exit())
                .isZero();
        assertThat(Files.size(taken)).isGreaterThan(1000);
    }

    @Test
    void twoTargetsNeverShareSidecars() {
        CommandRun run = batch("txt", "--out", "xmp=" + photos, "--sidecar-extension", ".xmp");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).contains("same file");
    }

    @Test
    @Tag(TestTags.DATA)
    void thePacketOfAPhotoProgramKeepsEverythingButItsDescription() throws IOException {
        byte[] before = Files.readAllBytes(SharedData.require("faults/existing-sidecar.xmp"));
        Path packet = Files.write(photos.resolve("coffee.xmp"), before);
        assertThat(batch("xmp").exit()).isEqualTo(1);
        assertThat(Files.readAllBytes(packet)).isEqualTo(before);

        assertThat(batch("xmp", "--existing", "overwrite").exit()).isZero();
        String after = Files.readString(packet);
        String added = "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">" + caption("coffee.jpg")
                + "</rdf:li></rdf:Alt></dc:description>";
        assertThat(after).contains(added);
        assertThat(after.replace(added, "")).isEqualTo(new String(before, StandardCharsets.UTF_8));
    }
}
