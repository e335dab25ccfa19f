package dev.captioner.batch.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.image.LeftOut;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoLimits;
import dev.captioner.image.PhotoReader;
import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
    private static final InputStream NOTHING = InputStream.nullInputStream();

    @TempDir
    Path folder;

    @Test
    void aFolderIsTakenWithAllBelowItInTheOrderOfNames() throws IOException {
        for (String name : List.of("b.jpg", "a/z.PNG", "a/y.gif", "notes.txt", ".hidden.jpg", ".git/x.jpg", "c.bmp")) {
            write(name, name);
        }
        assertThat(names(source(folder.toString()))).containsExactly("a/y.gif", "a/z.PNG", "b.jpg", "c.bmp");
        assertThat(names(of(folder.toString(), new Selection(List.of("a/**"))))).containsExactly("a/y.gif", "a/z.PNG");
        try (PhotoSource.Opened opened = source(folder.toString()).open()) {
            assertThat(opened.read(2, "b.jpg")).asString().isEqualTo("b.jpg");
            assertThatThrownBy(() -> opened.read(3, "gone.jpg"))
                    .isInstanceOf(PhotoException.class)
                    .hasMessageContaining("no such file");
        }
    }

    @Test
    void aFolderThatIsGoneStopsTheJobWhereAFileThatIsGoneDoesNot() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        PhotoSource source = source(photos.toString());
        Files.delete(photos);
        try (PhotoSource.Opened opened = source.open()) {
            assertThatThrownBy(() -> opened.read(0, "a.jpg"))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("no longer exists; restore it");
        }
    }

    @Test
    void badGlobsAreNamed() {
        assertThatThrownBy(() -> new Selection(List.of("[a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'[a'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"photos.zip", "photos.tar", "photos.tar.gz"})
    void archivesAreReadAndWhatIsHostileInThemIsRejected(String name) throws IOException {
        Path archive = folder.resolve(name);
        try (Archive writer = Archive.of(archive)) {
            writer.file("b/second.jpg", "2");
            writer.file("../../etc/evil.jpg", "x");
            writer.file("/absolute.jpg", "x");
            writer.file("C:\\windows.jpg", "x");
            writer.file("a\\..\\up.jpg", "x");
            writer.link("link.jpg", "/etc/passwd");
            writer.file("inner.zip", "x");
            writer.file("readme.txt", "x");
            writer.file("__MACOSX/b/._second.jpg", "x");
            writer.file("a/first.png", "1");
        }
        List<Listed> listed = list(source(archive.toString()));
        assertThat(listed.stream().filter(photo -> photo.problem() == null).map(Listed::name))
                .containsExactly("b/second.jpg", "a/first.png");
        assertThat(listed.stream()
                        .filter(photo -> photo.problem() != null)
                        .map(photo -> photo.problem().reason()))
                .containsExactly(
                        PhotoProblem.UNSAFE_NAME,
                        PhotoProblem.UNSAFE_NAME,
                        PhotoProblem.UNSAFE_NAME,
                        PhotoProblem.UNSAFE_NAME,
                        PhotoProblem.NOT_A_FILE,
                        PhotoProblem.SEALED);
        try (PhotoSource.Opened opened = source(archive.toString()).open()) {
            assertThat(opened.read(listed.size() - 1, "a/first.png")).asString().isEqualTo("1");
        }
        try (PhotoSource.Opened opened = source(archive.toString()).open()) {
            assertThatThrownBy(() -> opened.read(0, "other.jpg"))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("has changed since it was listed");
        }
    }

    /** The first bytes of files, each under a name that says something else. */
    private static final Map<String, String> MIXED = new TreeMap<>(Map.of(
            "1.heic", "\0\0\0\30ftypheic....",
            "2", "\u00ff\u00d8\u00ff\u00e0 a JPEG",
            "3.txt", "GIF89a a GIF",
            "4.jpg", "\0\0\0\30ftypisom....",
            "5.dat", "\0\0\0\30ftypisom....",
            "6.mov", "\0\0\0\24ftypqt  ....",
            "7", "a cat on a sofa",
            "8.txt", "",
            "9/.hidden.jpg", "\u00ff\u00d8\u00ff\u00e0 a JPEG"));

    @ParameterizedTest
    @ValueSource(strings = {"photos", "photos.zip", "photos.tar", "photos.tar.gz"})
    void theContentDecidesWhatIsAPhotoAndEverythingElseIsCounted(String name) throws IOException {
        Path place = folder.resolve(name);
        if (name.contains(".")) {
            try (Archive writer = Archive.of(place)) {
                for (Map.Entry<String, String> file : MIXED.entrySet()) {
                    writer.bytes(file.getKey(), file.getValue().getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } else {
            for (Map.Entry<String, String> file : MIXED.entrySet()) {
                Path path = place.resolve(file.getKey());
                Files.createDirectories(path.resolveSibling(""));
                Files.write(path, file.getValue().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        List<Listed> listed = new ArrayList<>();
        LeftOut leftOut = source(place.toString()).list(listed::add);

        assertThat(listed.stream().map(Listed::name)).containsExactly("1.heic", "2", "3.txt", "4.jpg");
        assertThat(leftOut.inWords()).isEqualTo("left out: 2 videos, 1 text file, 1 empty file, 1 hidden file");
        try (PhotoSource.Opened opened = source(place.toString()).open()) {
            for (int i = 0; i < listed.size(); i++) {
                String photo = listed.get(i).name();
                assertThat(new String(opened.read(i, photo), StandardCharsets.ISO_8859_1))
                        .isEqualTo(MIXED.get(photo));
            }
        }
        assertThat(of(place.toString(), new Selection(List.of("{1,2,6}*")))
                        .list(photo -> {})
                        .inWords())
                .isEqualTo("left out: 1 video, 1 hidden file, 5 files outside the selection");
    }

    @ParameterizedTest
    @ValueSource(strings = {"twins.zip", "twins.tar"})
    void entriesOfOneNameGetNamesOfTheirOwn(String name) throws IOException {
        Path archive = folder.resolve(name);
        try (Archive writer = Archive.of(archive)) {
            writer.file("a.b/x.jpg", "1");
            writer.file("a.b/x.jpg", "2");
            writer.file("a.b/x (2).jpg", "3");
            writer.file("../x.jpg", "4");
            writer.file("../x.jpg", "5");
        }
        assertThat(names(source(archive.toString())))
                .containsExactly("a.b/x.jpg", "a.b/x (2).jpg", "a.b/x (2) (2).jpg", "../x.jpg", "../x (2).jpg");
        try (PhotoSource.Opened opened = source(archive.toString()).open()) {
            assertThat(opened.read(1, "a.b/x (2).jpg")).asString().isEqualTo("2");
            assertThat(opened.read(2, "a.b/x (2) (2).jpg")).asString().isEqualTo("3");
        }
    }

    @Test
    void namesInATarAreUtf8OrStayApart() throws IOException {
        Path archive = folder.resolve("names.tar");
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(Files.newOutputStream(archive), StandardCharsets.ISO_8859_1.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            String utf8 = new String("\u00e4\u5199.jpg".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            for (String name : List.of(utf8, "caf\u00e9.jpg", "caf\u00e8.jpg", "x".repeat(200) + "/" + utf8)) {
                TarArchiveEntry entry = new TarArchiveEntry(name);
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        }
        Path pax = folder.resolve("pax.tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(pax), "UTF-8")) {
            tar.setAddPaxHeadersForNonAsciiNames(true);
            tar.putArchiveEntry(new TarArchiveEntry("\u5199\u00e9.jpg"));
            tar.closeArchiveEntry();
        }
        assertThat(names(source(archive.toString())))
                .containsExactly(
                        "\u00e4\u5199.jpg", "caf\u00e9.jpg", "caf\u00e8.jpg", "x".repeat(200) + "/\u00e4\u5199.jpg");
        assertThat(names(source(pax.toString()))).containsExactly("\u5199\u00e9.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bomb.zip", "bomb.tar.gz"})
    void archivesThatUnpackWithoutEndAreRejected(String name) throws IOException {
        Path archive = folder.resolve(name);
        try (Archive writer = Archive.of(archive)) {
            for (int i = 0; i < 9; i++) {
                writer.file(i + ".bmp", "\0".repeat(10 * 1024 * 1024));
            }
        }
        assertThat(Files.size(archive)).isLessThan(200_000);
        assertThatThrownBy(() -> readAll(source(archive.toString())))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("100 times its size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"large.zip", "large.tar"})
    void capsOnEntriesAndBytesHold(String name) throws IOException {
        Path archive = folder.resolve(name);
        try (Archive writer = Archive.of(archive)) {
            writer.file("1.jpg", "123456");
            writer.file("2.txt", "123456");
            writer.file("3.jpg", "123456");
        }
        PhotoReader small = new PhotoReader(new PhotoLimits(5, 1, Duration.ofSeconds(1)));
        assertThatThrownBy(() -> readAll(archive(archive, small, ArchiveLimits.DEFAULT)))
                .isInstanceOf(PhotoException.class)
                .hasMessageContaining("more than 5 bytes");
        PhotoReader reader = new PhotoReader();
        assertThatThrownBy(() -> readAll(archive(archive, reader, new ArchiveLimits(2, 100_000, 10))))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("may have 2 entries");
        assertThatThrownBy(() -> readAll(archive(archive, reader, new ArchiveLimits(9, 10, 10))))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("may unpack to 10 bytes");
    }

    private static PhotoSource archive(Path file, PhotoReader reader, ArchiveLimits limits) {
        ArchiveFile archive = new ArchiveFile(file, Selection.PHOTOS, reader, limits);
        return file.toString().endsWith(".zip") ? new ZipSource(archive, null) : new TarSource(archive);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut.zip", "cut.tar", "cut.tar.gz"})
    void brokenArchivesAreNamed(String name) throws IOException {
        Path archive = folder.resolve(name);
        try (Archive writer = Archive.of(archive)) {
            writer.file("1.jpg", "123456".repeat(1000));
        }
        byte[] bytes = Files.readAllBytes(archive);
        Files.write(archive, java.util.Arrays.copyOf(bytes, bytes.length / 3));
        assertThatThrownBy(() -> readAll(source(archive.toString())))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("check that it is complete");
    }

    @Test
    void listsNamePhotosFromWhereTheyLie() throws IOException {
        write("photos/a b.jpg", "a");
        write("list.txt", "photos/a b.jpg\n\nphotos/gone.jpg\n");
        write("list.csv", "id,file\r\n1,\"photos/a b.jpg\"\r\n2,photos/gone.jpg\r\n");
        write("list.jsonl", "{\"id\": 1, \"file\": \"photos/a b.jpg\"}\n\"photos/gone.jpg\"\n");
        for (String list : List.of("list.txt", "list.csv", "list.jsonl")) {
            PhotoSource source = source(folder.resolve(list).toString());
            assertThat(names(source)).as(list).containsExactly("photos/a b.jpg", "photos/gone.jpg");
            try (PhotoSource.Opened opened = source.open()) {
                assertThat(opened.read(0, "photos/a b.jpg")).asString().isEqualTo("a");
            }
        }
    }

    @Test
    void theStandardInputNamesPhotosToo() {
        PhotoSource source = Sources.of(
                "-",
                SourceOptions.USUAL,
                new ByteArrayInputStream("ä.jpg\n/x/b.png\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(names(source)).containsExactly("ä.jpg", "/x/b.png");
    }

    @Test
    void listsThatNameNothingAreExplained() throws IOException {
        write("other.csv", "id,picture\n1,a.jpg\n");
        assertThatThrownBy(() -> names(source(folder.resolve("other.csv").toString())))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("[id, picture]")
                .hasMessageContaining("--column");
        assertThat(names(Sources.of(
                        folder.resolve("other.csv").toString(),
                        new SourceOptions(Selection.PHOTOS, null, "picture", null, PhotoLimits.DEFAULT),
                        NOTHING)))
                .containsExactly("a.jpg");
        write("broken.jsonl", "\"a.jpg\"\n{\"file\": 1}\n");
        assertThatThrownBy(() -> names(source(folder.resolve("broken.jsonl").toString())))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("line 2");
        Files.write(folder.resolve("latin.txt"), new byte[] {(byte) 0xe4, '\n'});
        assertThatThrownBy(() -> names(source(folder.resolve("latin.txt").toString())))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("latin.txt, line 1, column 1: expected UTF-8")
                .hasMessageContaining("iconv");
    }

    @Test
    void listsAreTextFilesAsPeopleHaveThem() throws IOException {
        for (String start : List.of("", "\uFEFF")) {
            for (String end : List.of("\n", "\r\n", "\r")) {
                for (Charset charset :
                        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                    if (start.isEmpty() && !charset.equals(StandardCharsets.UTF_8)) {
                        continue;
                    }
                    assertList("list.txt", start, "a b.jpg\n\nd/b\u00FC.jpg\n", end, charset);
                    assertList(
                            "comma.csv",
                            start,
                            "file,label\na b.jpg,\"x\ny\"\n\"d/b\u00FC.jpg\",\"\"\"hi\"\"\"\n",
                            end,
                            charset);
                    assertList("semicolon.csv", start, "id;Path\n1;a b.jpg\n2;\"d/b\u00FC.jpg\"\n", end, charset);
                    assertList("tab.tsv", start, "image\tlabel\na b.jpg\tx\n\n\"d/b\u00FC.jpg\"\ty\n", end, charset);
                    assertList("list.jsonl", start, "\"a b.jpg\"\n{\"file\": \"d/b\u00FC.jpg\"}\n", end, charset);
                }
            }
        }
    }

    private void assertList(String name, String start, String text, String end, Charset charset) throws IOException {
        Files.writeString(folder.resolve(name), start + text.replace("\n", end), charset);
        assertThat(names(source(folder.resolve(name).toString())))
                .as("%s %s %s", name, charset, end)
                .containsExactly("a b.jpg", "d/b\u00FC.jpg");
        byte[] input = Files.readAllBytes(folder.resolve(name));
        ListFormat format = ListSource.formatOf(Path.of(name));
        assertThat(names(Sources.of(
                        "-",
                        new SourceOptions(Selection.PHOTOS, format, null, null, PhotoLimits.DEFAULT),
                        new ByteArrayInputStream(input))))
                .containsExactly("a b.jpg", "d/b\u00FC.jpg");
    }

    @Tag(TestTags.DATA)
    @Test
    void listsThatBeginWithAByteOrderMarkAreRead() {
        for (String list : List.of("list-bom.csv", "list-bom-crlf.txt")) {
            assertThat(names(source(SharedData.require("faults/" + list).toString())))
                    .containsExactly("a.jpg", "sub dir/b \u00FC.jpg");
        }
    }

    @Test
    void namesThatNoDatabaseHoldsAreMadeSuch() throws IOException {
        write("odd.jsonl", "\"a\\u0000b.jpg\"\n\"\\ud800.jpg\"\n\"" + "x".repeat(5000) + ".jpg\"\n");
        List<Listed> listed = list(source(folder.resolve("odd.jsonl").toString()));
        assertThat(listed.stream().map(Listed::name).toList().subList(0, 2))
                .containsExactly("a\ufffdb.jpg", "\ufffd.jpg");
        assertThat(listed.get(0).problem()).isNotNull();
        assertThat(listed.get(2).problem()).isNotNull();
    }

    @Test
    void whatIsNoSourceIsExplained() throws IOException {
        assertThatThrownBy(() -> source(folder.resolve("none").toString())).hasMessageContaining("found nothing");
        write("photo.jpg", "x");
        assertThatThrownBy(() -> source(folder.resolve("photo.jpg").toString())).hasMessageContaining("--list");
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static PhotoSource source(String name) {
        return of(name, Selection.PHOTOS);
    }

    private static PhotoSource of(String name, Selection selection) {
        return Sources.of(name, SourceOptions.of(selection), NOTHING);
    }

    private static List<Listed> list(PhotoSource source) {
        List<Listed> listed = new ArrayList<>();
        source.list(listed::add);
        return listed;
    }

    private static List<String> names(PhotoSource source) {
        return list(source).stream().map(Listed::name).toList();
    }

    private static void readAll(PhotoSource source) {
        List<String> names = names(source);
        try (PhotoSource.Opened opened = source.open()) {
            for (int i = 0; i < names.size(); i++) {
                opened.read(i, names.get(i));
            }
        }
    }

    /** Writes archives, hostile ones too. */
    private interface Archive extends AutoCloseable {
        default void file(String name, String content) throws IOException {
            bytes(name, content.getBytes(StandardCharsets.UTF_8));
        }

        void bytes(String name, byte[] content) throws IOException;

        void link(String name, String to) throws IOException;

        @Override
        void close() throws IOException;

        static Archive of(Path file) throws IOException {
            OutputStream out = Files.newOutputStream(file);
            return file.toString().endsWith(".zip")
                    ? new Zip(new ZipArchiveOutputStream(out))
                    : new Tar(new TarArchiveOutputStream(
                            file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out));
        }
    }

    private record Zip(ZipArchiveOutputStream out) implements Archive {
        @Override
        public void bytes(String name, byte[] content) throws IOException {
            put(new ZipArchiveEntry(name), content);
        }

        @Override
        public void link(String name, String to) throws IOException {
            ZipArchiveEntry entry = new ZipArchiveEntry(name);
            entry.setUnixMode(0120777);
            put(entry, to.getBytes(StandardCharsets.UTF_8));
        }

        private void put(ZipArchiveEntry entry, byte[] content) throws IOException {
            out.putArchiveEntry(entry);
            out.write(content);
            out.closeArchiveEntry();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    private record Tar(TarArchiveOutputStream out) implements Archive {
        @Override
        public void bytes(String name, byte[] bytes) throws IOException {
            TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
            entry.setName(name);
            entry.setSize(bytes.length);
            out.putArchiveEntry(entry);
            out.write(bytes);
            out.closeArchiveEntry();
        }

        @Override
        public void link(String name, String to) throws IOException {
            TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(to);
            out.putArchiveEntry(entry);
            out.closeArchiveEntry();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
