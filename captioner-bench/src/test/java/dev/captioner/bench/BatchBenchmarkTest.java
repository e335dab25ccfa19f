package dev.captioner.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.TestTags;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag(TestTags.SLOW)
class BatchBenchmarkTest {
    @Test
    void theJobAndItsStagesGiveTheGoldenCaptions() throws Exception {
        try (BatchBenchmark benchmark =
                new BatchBenchmark(Published.HOME.resolve("pretrained/captions"), Published.HOME, 12)) {
            BatchBenchmark.Result result = benchmark.run(1);
            assertThat(result.elapsed().times("captioner batch").quantile(0.5)).isPositive();
            assertThat(result.processor().times("captioner batch").quantile(0.5))
                    .isPositive();
            assertThat(result.ofBothStages()).isPositive();
        }
    }
}
