package dev.captioner.batch.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.image.PhotoLimits;
import dev.captioner.image.PhotoReader;
import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ZipSourceTest {
    /** Its second byte in Shift-JIS is that of a backslash. */
    private static final String SO = "\u30bd";

    @TempDir
    Path folder;

    @Test
    void namesWithoutTheFlagAreOfCodePage437OrOfTheNamedEncoding() throws IOException {
        Path western = zip("IBM437", "Gr\u00fc\u00dfe/\u00c4pfel.jpg");
        assertThat(names(western, null)).containsExactly("Gr\u00fc\u00dfe/\u00c4pfel.jpg");

        Path japanese = zip("Shift_JIS", "\u5199\u771f" + SO + ".jpg", SO + "/\u5199.jpg");
        assertThat(names(japanese, "Shift_JIS")).containsExactly("\u5199\u771f" + SO + ".jpg", SO + "/\u5199.jpg");
        assertThat(names(japanese, null))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .first()
                .asString()
                .endsWith("\\.jpg");

        assertThat(names(zip("GBK", "\u7167\u7247.jpg"), "GBK")).containsExactly("\u7167\u7247.jpg");
        assertThat(names(zip("IBM850", "\u00c1\u00e3.jpg"), "IBM850")).containsExactly("\u00c1\u00e3.jpg");
        assertThatThrownBy(() -> SourceOptions.encoding("shift-gis"))
                .hasMessageContaining("Shift_JIS")
                .hasMessageContaining("'shift-gis'");
    }

    @Test
    void unixAndMacsWriteUtf8WithoutTheFlag() throws IOException {
        Path archive = folder.resolve("mac.zip");
        try (ZipArchiveOutputStream zip = writer(archive, "UTF-8")) {
            ZipArchiveEntry entry = new ZipArchiveEntry("\u5199\u00e9.jpg");
            entry.setUnixMode(0100644);
            put(zip, entry);
        }
        assertThat(names(archive, null)).containsExactly("\u5199\u00e9.jpg");
    }

    @Test
    void theFlagComesBeforeAllElse() throws IOException {
        Path archive = folder.resolve("flag.zip");
        try (ZipArchiveOutputStream zip = writer(archive, "UTF-8")) {
            zip.setUseLanguageEncodingFlag(true);
            put(zip, new ZipArchiveEntry("\u5199\u00e9.jpg"));
        }
        assertThat(names(archive, "Shift_JIS")).containsExactly("\u5199\u00e9.jpg");
    }

    @Test
    void theUnicodePathCountsWhileItsChecksumIsThatOfTheName() throws IOException {
        Path archive = folder.resolve("fields.zip");
        byte[] old = "old.jpg".getBytes(StandardCharsets.US_ASCII);
        try (ZipArchiveOutputStream zip = writer(archive, "IBM437")) {
            ZipArchiveEntry good = new ZipArchiveEntry("_.jpg");
            good.addExtraField(new UnicodePathExtraField("\u5199.jpg", "_.jpg".getBytes(StandardCharsets.US_ASCII)));
            put(zip, good);
            ZipArchiveEntry renamed = new ZipArchiveEntry("new.jpg");
            renamed.addExtraField(new UnicodePathExtraField("old.jpg", old));
            put(zip, renamed);
        }
        assertThat(names(archive, null)).containsExactly("\u5199.jpg", "new.jpg");
        assertThat(names(archive, "Shift_JIS")).containsExactly("\u5199.jpg", "new.jpg");
    }

    /** commons-compress replaces the backslashes of such names when it writes them, so the bytes are changed afterwards. */
    private Path withBackslashes(Path archive) throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '|' ? (byte) '\\' : bytes[i];
        }
        return Files.write(archive, bytes);
    }

    @Test
    void backslashesSeparateInArchivesOfOldWindowsProgramsOnly() throws IOException {
        assertThat(names(withBackslashes(zip("US-ASCII", "2024|", "2024|a.jpg")), null))
                .containsExactly("2024/a.jpg");
        assertThat(names(withBackslashes(zip("US-ASCII", "2024/", "2024/a|b.jpg")), null))
                .containsExactly("2024/a\\b.jpg");
        assertThat(names(withBackslashes(zip("Shift_JIS", SO + "|" + SO + ".jpg")), "Shift_JIS"))
                .containsExactly(SO + "/" + SO + ".jpg");
        try (PhotoSource.Opened opened =
                source(withBackslashes(zip("US-ASCII", "x|..|..|y.jpg")), null).open()) {
            assertThatThrownBy(() -> opened.read(0, "y.jpg")).isInstanceOf(SourceException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ZipMethod.class,
            names = {"STORED", "DEFLATED"})
    void aWrongChecksumIsAnErrorOfItsEntryAlone(ZipMethod method) throws IOException {
        Path archive = folder.resolve("sums.zip");
        byte[] content = "a photo".getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(content);
        try (ZipArchiveOutputStream zip = writer(archive, "US-ASCII")) {
            for (String name : List.of("a.jpg", "b.jpg")) {
                ZipArchiveEntry entry = new ZipArchiveEntry(name);
                entry.setMethod(method.getCode());
                entry.setSize(content.length);
                entry.setCrc(sum.getValue());
                zip.putArchiveEntry(entry);
                zip.write(content);
                zip.closeArchiveEntry();
            }
        }
        byte[] bytes = Files.readAllBytes(archive);
        int directory = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        bytes[directory + 16] ^= 1;
        Files.write(archive, bytes);

        try (PhotoSource.Opened opened = source(archive, null).open()) {
            assertThatThrownBy(() -> opened.read(0, "a.jpg"))
                    .isInstanceOf(RejectedPhotoException.class)
                    .hasMessageContaining("CRC-32 " + String.format("%08x", sum.getValue() ^ 1))
                    .hasMessageContaining("found " + String.format("%08x", sum.getValue()));
            assertThat(opened.read(1, "b.jpg")).isEqualTo(content);
        }
    }

    @Test
    @Tag(TestTags.DATA)
    void theArchivesThatShowedTheFaultsAreRead() throws IOException {
        Path faults = SharedData.require("faults");
        Path japanese = faults.resolve("zip-names-shift-jis.zip");
        assertThat(names(japanese, null)).hasSize(2).doesNotHaveDuplicates();
        assertThat(names(japanese, "Shift_JIS"))
                .containsExactly("\u5199\u771f" + SO + ".jpg", "\u5199\u771f\u3042\u3042.jpg");
        try (PhotoSource.Opened opened = source(japanese, "Shift_JIS").open()) {
            assertThat(new PhotoReader()
                            .read(opened.read(0, "\u5199\u771f" + SO + ".jpg"))
                            .width())
                    .isPositive();
        }
        Path wrong = faults.resolve("zip-wrong-crc.zip");
        List<String> problems = new ArrayList<>();
        List<String> names = names(wrong, null);
        try (PhotoSource.Opened opened = source(wrong, null).open()) {
            for (int i = 0; i < names.size(); i++) {
                try {
                    opened.read(i, names.get(i));
                } catch (RejectedPhotoException e) {
                    problems.add(names.get(i) + ": " + e.getMessage());
                }
            }
        }
        assertThat(problems).singleElement().asString().contains("CRC-32");
    }

    private Path zip(String encoding, String... names) throws IOException {
        Path archive = Files.createTempFile(folder, "names", ".zip");
        try (ZipArchiveOutputStream zip = writer(archive, encoding)) {
            for (String name : names) {
                put(zip, new ZipArchiveEntry(name));
            }
        }
        return archive;
    }

    private static ZipArchiveOutputStream writer(Path archive, String encoding) throws IOException {
        ZipArchiveOutputStream zip = new ZipArchiveOutputStream(Files.newOutputStream(archive));
        zip.setEncoding(encoding);
        zip.setUseLanguageEncodingFlag(false);
        zip.setCreateUnicodeExtraFields(ZipArchiveOutputStream.UnicodeExtraFieldPolicy.NEVER);
        return zip;
    }

    private static void put(ZipArchiveOutputStream zip, ZipArchiveEntry entry) throws IOException {
        zip.putArchiveEntry(entry);
        zip.closeArchiveEntry();
    }

    private static PhotoSource source(Path archive, @Nullable String encoding) {
        Charset charset = encoding == null ? null : SourceOptions.encoding(encoding);
        return Sources.of(
                archive.toString(),
                new SourceOptions(Selection.PHOTOS, null, null, charset, PhotoLimits.DEFAULT),
                InputStream.nullInputStream());
    }

    private static List<String> names(Path archive, @Nullable String encoding) {
        List<String> names = new ArrayList<>();
        source(archive, encoding).list(photo -> names.add(photo.name()));
        return names;
    }
}
