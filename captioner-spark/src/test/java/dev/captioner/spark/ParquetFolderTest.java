package dev.captioner.spark;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFolderTest {
    @TempDir
    Path folder;

    private void check(boolean overwrite) throws IOException {
        ParquetFolder.check(folder.resolve("out").toUri().toString(), overwrite, new Configuration());
    }

    @Test
    void anExistingFolderIsReplacedOnlyIfTheUserAllowsItAndItHasNothingElse() throws IOException {
        assertThatCode(() -> check(false)).doesNotThrowAnyException();

        Path out = Files.createDirectory(folder.resolve("out"));
        Files.writeString(out.resolve("_SUCCESS"), "");
        Files.writeString(out.resolve("._SUCCESS.crc"), "");
        Files.writeString(out.resolve("part-00000-0a.snappy.parquet"), "");
        assertThatThrownBy(() -> check(false)).hasMessageContainingAll("out", "--out", "--overwrite");
        assertThatCode(() -> check(true)).doesNotThrowAnyException();

        Files.writeString(out.resolve("cat.jpg"), "a photo");
        assertThatThrownBy(() -> check(true)).hasMessageContainingAll("--out", "cat.jpg", "would be lost");
    }

    @Test
    void aFileIsNotAFolder() throws IOException {
        Files.writeString(folder.resolve("out"), "by hand");
        assertThatThrownBy(() -> check(true)).hasMessageContaining("found a file");
    }
}
