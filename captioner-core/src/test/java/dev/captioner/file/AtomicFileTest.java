package dev.captioner.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void replacesTheOldContent() throws IOException {
        Path file = Files.writeString(folder.resolve("list.txt"), "a much longer old content");

        AtomicFile.writeLines(file, List.of("one", "zwei ä"));

        assertThat(file).hasContent("one\nzwei ä\n");
        assertThat(names()).containsExactly("list.txt");
    }

    @Test
    void keepsTheOldContentWhenWritingFails() throws IOException {
        Path file = Files.writeString(folder.resolve("list.txt"), "old");

        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("disk full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");

        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("list.txt");
    }

    @Test
    void keepsTheOldContentWhenTheMachineRunsOutOfMemory() throws IOException {
        Path file = Files.writeString(folder.resolve("list.txt"), "old");
        OutOfMemoryError error = new OutOfMemoryError("heap");

        assertThatThrownBy(() -> AtomicFile.make(file, part -> {
                    Files.writeString(part, "half");
                    throw error;
                }))
                .isSameAs(error);

        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("list.txt");
    }

    @Test
    void overwritesWhatAKilledProcessLeftBehind() throws IOException {
        Files.writeString(folder.resolve(".list.txt.part"), "left behind by a killed process");

        AtomicFile.writeLines(folder.resolve("list.txt"), List.of("new"));

        assertThat(folder.resolve("list.txt")).hasContent("new\n");
        assertThat(names()).containsExactly("list.txt");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
