package dev.captioner.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputsTest {
    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void nameFile() {
        path = folder.resolve("out.csv");
    }

    /** An output of a command of its own, as in a process of its own. */
    private OutputFile output() {
        return new Outputs(false).file("--out", path);
    }

    private void run(String text) throws IOException {
        OutputFile file = output();
        file.check();
        file.writeLines(List.of(text));
    }

    @Test
    void aFileThatCaptionerDidNotWriteIsRefusedUnlessTheUserAllowsIt() throws IOException {
        Files.writeString(path, "by hand");
        assertThatThrownBy(() -> output().check())
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(path.toString(), "--out", "--overwrite");
        assertThat(path).hasContent("by hand");

        OutputFile allowed = new Outputs(true).file("--out", path);
        allowed.check();
        allowed.writeLines(List.of("captions"));
        assertThat(path).hasContent("captions\n");
    }

    @Test
    void aFileThatCaptionerWroteIsReplacedUntilSomebodyChangesIt() throws IOException {
        run("first");
        run("second");
        run("first");
        assertThat(path).hasContent("first\n");

        Files.writeString(path, "first\nand a word by hand\n");
        assertThatThrownBy(() -> run("third")).hasMessageContaining("was changed since");
        assertThat(path).hasContent("first\nand a word by hand\n");
    }

    @Test
    void anotherFileWithTheSameContentIsNotCaptioners() throws IOException {
        run("same");
        path = Files.writeString(folder.resolve("other.csv"), "same\n");
        assertThatThrownBy(() -> run("more")).hasMessageContaining("--overwrite");
    }

    @Test
    void aFileThatAppearsAfterTheCheckIsNotReplaced() throws IOException {
        OutputFile file = output();
        file.check();
        Files.writeString(path, "by hand");
        assertThatThrownBy(() -> file.writeLines(List.of("captions"))).hasMessageContaining("--overwrite");
        assertThat(path).hasContent("by hand");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void aFileThatIsReadIsRefusedByAnyNameAlsoIfCaptionerWroteIt() throws IOException {
        run("written by captioner");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), path);
        Path hard = Files.createLink(folder.resolve("hard.csv"), path);
        Path detour = folder.resolve("../" + folder.getFileName() + "/out.csv");
        for (Path input : List.of(path, link, hard, detour)) {
            assertThatThrownBy(() -> new Outputs(false)
                            .reading("SOURCE", input)
                            .file("--report", path)
                            .check())
                    .as(input.toString())
                    .hasMessageContainingAll(path.toString(), "--report", "SOURCE", "--overwrite");
        }
        assertThatCode(() -> new Outputs(true)
                        .reading("SOURCE", path)
                        .file("--report", path)
                        .check())
                .doesNotThrowAnyException();
    }

    @Test
    void aLinkIsTheUsersAlsoIfItLeadsToAFileOfCaptioner() throws IOException {
        run("written by captioner");
        Path target = path;
        path = Files.createSymbolicLink(folder.resolve("link.csv"), target);
        assertThatThrownBy(() -> output().check()).hasMessageContaining("--overwrite");
        path = Files.createSymbolicLink(folder.resolve("nowhere.csv"), folder.resolve("nothing"));
        assertThatThrownBy(() -> output().check()).hasMessageContaining("--overwrite");
    }

    @Test
    void twoOutputsNeverNameOneFile() throws IOException {
        Path detour = folder.resolve("../" + folder.getFileName() + "/out.csv");
        Outputs outputs = new Outputs(true);
        outputs.file("--out", path).check();
        assertThatThrownBy(() -> outputs.file("--report", detour).check())
                .hasMessageContainingAll("--out", "--report", "same file");
    }

    @Test
    void manyFilesAreRecordedBeforeTheyAppear() throws IOException {
        Path first = folder.resolve("a\\n.txt");
        Path second = Files.createDirectory(folder.resolve("ä")).resolve("b\n.txt");
        byte[] text = "a cat\n".getBytes(StandardCharsets.UTF_8);
        new Outputs(false).writeAll(Map.of(first, text, second, text), true);
        assertThat(new Outputs(false).isForeign(first)).isFalse();
        assertThat(new Outputs(false).isForeign(second)).isFalse();
        Files.writeString(second, "a dog\n");
        assertThat(new Outputs(false).isForeign(second)).isTrue();

        Path unrecorded = folder.resolve("c.txt");
        new Outputs(false).writeAll(Map.of(unrecorded, text), false);
        assertThat(new Outputs(false).isForeign(unrecorded)).isTrue();
    }

    @Test
    void theRecordIsInTheFormOfSha256sumAndDamageToItOnlyRefusesMore() throws IOException {
        run("first");
        Path record = folder.resolve(".captioner-files");
        assertThat(record).hasContent(Sha256.of(path) + "  out.csv\n");
        Files.write(record, new byte[] {(byte) 0xff, '\n', 'x'});
        assertThatThrownBy(() -> run("second")).hasMessageContaining("--overwrite");
    }

    @Test
    void aDeviceNeedsNoPermission() {
        path = Path.of("/dev/null");
        assumeThat(Files.exists(path)).as("a device").isTrue();
        assertThatCode(() -> output().check()).doesNotThrowAnyException();
    }

    @Test
    void aPlaceWhereNothingCanBeWrittenIsNamed() {
        path = folder.resolve("none/out.csv");
        assertThatThrownBy(() -> output().check()).hasMessageContainingAll(path.toString(), "create it first");
        path = folder;
        assertThatThrownBy(() -> output().check()).hasMessageContaining("found a folder");
    }
}
