package dev.captioner.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.captioner.bundle.GoldenCaption;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.testing.TestTags;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag(TestTags.SLOW)
class CaptionBenchmarkTest {
    @Test
    void timesGoldenCaptions() throws Exception {
        try (CaptionBenchmark benchmark = new CaptionBenchmark(Published.model(), Published.HOME, 1)) {
            assertThat(benchmark.defaults().run(2).times("captioner").quantile(0.95))
                    .isPositive();
            assertThat(benchmark.beam(1).run(1).toString()).contains("caption, beam 1", "ONNX Runtime");
        }
    }

    @Test
    void anotherCaptionIsRejected() throws Exception {
        ModelFolder model = Published.model();
        GoldenCaption golden = model.golden().get(0);
        GoldenCaption wrong = new GoldenCaption(golden.photo(), golden.caption() + " today", golden.logProbability());
        ModelFolder changed = new ModelFolder(
                model.description(),
                model.vocabulary(),
                model.weights(),
                model.encoderFolder(),
                model.answers(),
                List.of(wrong),
                model.goldenAnswers(),
                model.card());
        try (CaptionBenchmark benchmark = new CaptionBenchmark(changed, Published.HOME, 1)) {
            Comparison<?> comparison = benchmark.defaults();

            assertThatIllegalStateException()
                    .isThrownBy(() -> comparison.run(1))
                    .withMessageContaining(golden.photo() + ": expected '" + wrong.caption() + "'")
                    .withMessageContaining("found '" + golden.caption() + "'");
        }
    }
}
