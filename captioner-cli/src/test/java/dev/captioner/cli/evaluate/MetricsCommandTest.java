package dev.captioner.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MetricsCommandTest {
    @TempDir
    Path folder;

    Path hypotheses;
    Path references;

    @BeforeEach
    void writeFiles() throws IOException {
        hypotheses = Files.writeString(folder.resolve("hypotheses.tsv"), "a.jpg\ta cat sits\nb.jpg\ta dog runs\n");
        references = Files.writeString(
                folder.resolve("references.tsv"),
                "dev\ta.jpg\tA cat sits.\ndev\ta.jpg\tone cat\ndev\tb.jpg\tA dog runs.\ntrain\tc.jpg\tA tree.\n");
    }

    @Test
    void perfectCaptionsScoreOne() {
        CommandRun run = CommandRun.of("metrics", "--hypotheses", hypotheses, "--references", references, "--json");

        assertThat(run.exit()).isZero();
        JsonNode scores = JsonMapper.shared().readTree(run.out());
        assertThat(scores.get("bleu1").doubleValue()).isCloseTo(1, within(1e-6));
        assertThat(scores.get("bleu3").doubleValue()).isCloseTo(1, within(1e-6));
        assertThat(scores.get("rougeL").doubleValue()).isCloseTo(1, within(1e-6));
        assertThat(scores.get("photos").intValue()).isEqualTo(2);
        assertThat(scores.get("distinct").intValue()).isEqualTo(2);
        assertThat(run.out().lines()).hasSize(1);
    }
}
