package dev.captioner.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileNamesTest {
    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesOfAnyBytesHaveTextsOfTheirOwnFromWhichTheyAreFound() throws IOException {
        Map<String, String> texts = Map.of(
                "caf%E9.jpg", "caf\uFFFDE9.jpg",
                "caf%E8.jpg", "caf\uFFFDE8.jpg",
                "caf%C3%A9.jpg", "caf\u00e9.jpg",
                "%EF%BF%BDE9.jpg", "\uFFFDEF\uFFFDBF\uFFFDBDE9.jpg",
                "%8E%CA%90%5E%83%5C.jpg", "\uFFFD8E\u0290^\uFFFD83\\.jpg",
                "%E5%86.jpg", "\uFFFDE5\uFFFD86.jpg",
                "100%25%20a%23b%3F%0A.jpg", "100% a#b?\n.jpg");
        for (Map.Entry<String, String> name : texts.entrySet()) {
            Path file = Path.of(URI.create(folder.toUri() + name.getKey()));
            Files.createFile(file);

            assertThat(FileNames.text(file)).isEqualTo(name.getValue());
            assertThat(FileNames.resolve(folder, name.getValue())).isEqualTo(file);
        }
        Path below = Files.createDirectory(Path.of(URI.create(folder.toUri() + "%FF")));
        assertThat(FileNames.text(below)).isEqualTo("\uFFFDFF");
        assertThat(FileNames.resolve(folder, "\uFFFDFF/a.jpg")).isEqualTo(below.resolve("a.jpg"));
    }

    @Test
    void aNameThatNoFileCanHaveIsRejected() {
        assertThatThrownBy(() -> FileNames.resolve(folder, "a\0.jpg")).isInstanceOf(InvalidPathException.class);
        assertThatThrownBy(() -> FileNames.resolve(folder, "\ud800.jpg")).isInstanceOf(InvalidPathException.class);
    }
}
