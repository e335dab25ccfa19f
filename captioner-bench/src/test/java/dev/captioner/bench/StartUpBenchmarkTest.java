package dev.captioner.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartUpBenchmarkTest {
    private static final List<String> PRINTS_THEN_LINGERS = List.of("sh", "-c", "sleep 0.1; echo a cat; sleep 0.2");

    @Test
    void measuresTimeToTheFirstLineTimeToTheEndAndMemory() throws Exception {
        List<StartUpBenchmark.Start> starts = new StartUpBenchmark(PRINTS_THEN_LINGERS, "a cat").run(2);

        assertThat(starts).hasSize(2).allSatisfy(start -> {
            assertThat(start.firstLine()).isGreaterThanOrEqualTo(0.1);
            assertThat(start.end()).isGreaterThanOrEqualTo(0.3);
            if (Files.exists(Path.of("/proc/self/status"))) {
                assertThat(start.peakMegabytes()).isBetween(0.1, 100.0);
            }
        });
        assertThat(StartUpBenchmark.table("sh", starts)).contains("sh, 2 starts", "| first line, s", "| peak resident");
    }

    @Test
    void anotherLineOrAFailureIsRejected() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new StartUpBenchmark(PRINTS_THEN_LINGERS, "a dog").run(1))
                .withMessageContaining("expected 'a dog' and exit 0, found 'a cat' and exit 0");
        assertThatIllegalStateException()
                .isThrownBy(() -> new StartUpBenchmark(List.of("sh", "-c", "echo a cat; exit 3"), "a cat").run(1))
                .withMessageContaining("and exit 3");
    }
}
