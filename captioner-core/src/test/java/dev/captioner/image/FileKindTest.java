package dev.captioner.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "PHOTO, RIFF....WEBPVP8 ",
                "PHOTO, 0000ftypheic0000mif1heic",
                "PHOTO, 0000ftypavif0000",
                "PHOTO, 0000ftypcrx 0000",
                "PHOTO, II*~....CR",
                "PHOTO, MM~*",
                "PHOTO, 8BPS~1",
                "PHOTO, FUJIFILMCCD-RAW 0201",
                "VIDEO, 0000ftypqt  ....",
                "VIDEO, 0000ftypisom....",
                "VIDEO, RIFF....AVI LIST",
                "AUDIO, 0000ftypM4A ....",
                "AUDIO, ID3~~~",
                "AUDIO, OggS~~",
                "DOCUMENT, %PDF-1.7",
                "ARCHIVE, Rar!\u001a.",
                "ARCHIVE, PK\3\4....",
                "DRAWING, <svg xmlns='http://www.w3.org/2000/svg'/>",
                "WEB_PAGE, <!doctype html>",
                "SIDECAR, <x:xmpmeta xmlns:x='adobe:ns:meta/'>",
                "TEXT, a cat on a sofa",
                "TEXT, BM is no bitmap here",
                "OTHER, ~~~~~~~~",
            })
    void theContentDecidesWhatAFileIs(FileKind kind, String content) throws IOException {
        byte[] bytes = content.replace('~', '\0').getBytes(StandardCharsets.ISO_8859_1);

        assertThat(FileKind.of("file", () -> new ByteArrayInputStream(bytes))).isEqualTo(kind);
        assertThat(FileKind.of("file.txt", () -> new ByteArrayInputStream(bytes)))
                .isEqualTo(kind);
        assertThat(FileKind.of("file.HEIC", () -> new ByteArrayInputStream(bytes)))
                .isEqualTo(FileKind.PHOTO);
    }

    @Test
    void photosThatCanBeReadAreRecognisedWhateverTheirName() throws IOException {
        for (String photo : TestPhotos.PILLOW) {
            assertThat(FileKind.of("notes.txt", () -> new ByteArrayInputStream(TestPhotos.pillow(photo))))
                    .as(photo)
                    .isEqualTo(FileKind.PHOTO);
        }
    }

    @Test
    void aFolderGivesItsPhotosAndCountsTheRest() throws IOException {
        byte[] photo = TestPhotos.pillow("baseline.jpg");
        for (String name : List.of("b.jpg", "a/no extension", "a/wrong.txt", ".hidden.jpg", ".git/x.jpg")) {
            Files.createDirectories(folder.resolve(name).resolveSibling(""));
            Files.write(folder.resolve(name), photo);
        }
        Files.write(folder.resolve("empty.jpg"), new byte[0]);
        Files.write(folder.resolve("empty"), new byte[0]);
        Files.writeString(folder.resolve("notes.txt"), "a cat");
        Files.writeString(folder.resolve("c.jpg.txt"), "a dog");
        Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("broken"), folder.resolve("gone"));
        List<String> photos = new ArrayList<>();

        LeftOut leftOut = PhotoFolder.list(folder, name -> !name.equals("b.jpg"), null, (file, name) -> {
            assertThat(Files.exists(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
            photos.add(name);
        });

        assertThat(photos).containsExactly("a/no extension", "a/wrong.txt", "empty.jpg");
        assertThat(leftOut.inWords())
                .isEqualTo("left out: 2 text files, 1 empty file, 2 links, 1 hidden file, 1 hidden folder,"
                        + " 1 file outside the selection");
        assertThat(LeftOut.ofKeys(leftOut.byKey())).isEqualTo(leftOut);
        assertThat(LeftOut.NOTHING.inWords()).isEmpty();
    }

    @Test
    void aLinkThatLeadsOutOfTheBoundsIsNotOpened() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.write(folder.resolve("outside"), TestPhotos.pillow("baseline.jpg"));
        Files.createSymbolicLink(inside.resolve("link"), folder.resolve("outside"));

        LeftOut leftOut = PhotoFolder.list(inside, name -> true, inside.toRealPath(), (file, name) -> {
            throw new AssertionError(name);
        });

        assertThat(leftOut.inWords()).isEqualTo("left out: 1 link");
    }
}
