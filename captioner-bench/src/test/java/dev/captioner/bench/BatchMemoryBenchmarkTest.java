package dev.captioner.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchMemoryBenchmarkTest {
    private static final Path PHOTO = Published.HOME.resolve("samples/rocket.jpg");

    /** In place of the launcher: writes one line for each distinct photo. */
    private static final String CAPTIONS =
            "cat photos/* >/dev/null; sha256sum photos/* | sort -u -k 1,1 | sed 's/.*/{\"captions\":[]}/' >c.jsonl; ";

    private static List<BatchMemoryBenchmark.Run> run(String script, Integer... photos) throws Exception {
        try (BatchMemoryBenchmark benchmark = new BatchMemoryBenchmark(List.of("sh", "-c", script, "sh"), PHOTO)) {
            return benchmark.run(List.of(photos));
        }
    }

    @Test
    void photosAreDistinctAndTheMemoryOfEachRunIsMeasured() throws Exception {
        List<BatchMemoryBenchmark.Run> runs = run(CAPTIONS + "sleep 0.1", 2, 20);

        assertThat(runs).extracting(BatchMemoryBenchmark.Run::photos).containsExactly(2, 20);
        assertThat(BatchMemoryBenchmark.table(runs)).contains("photos |", "peak resident, MB |");
    }

    @Test
    void missingCaptionsFailuresAndGrowthAreRejected() {
        assertThatIllegalStateException()
                .isThrownBy(() -> run("echo '{\"captions\":[]}' >c.jsonl", 2))
                .withMessageContaining("expected 2 captions and exit 0, found 1 and exit 0");
        assertThatIllegalStateException()
                .isThrownBy(() -> run("echo 'no room' >&2; exit 1", 2))
                .withMessageContaining("exit 1: no room");
        assertThatIllegalStateException()
                .isThrownBy(() -> run(
                        CAPTIONS + "[ -e photos/000002.jpg ] && x=$(yes 'xxxxxxxxx' | head -n 3000000); sleep 0.3",
                        2,
                        3))
                .withMessageContaining("times the");
    }
}
