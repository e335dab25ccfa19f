package dev.captioner.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.training.Regularisation;
import dev.captioner.testing.TestTags;
import dev.captioner.train.CaptionStage;
import dev.captioner.train.EpochRecord;
import dev.captioner.train.NetworkSize;
import dev.captioner.train.Optimisation;
import dev.captioner.train.QuestionStage;
import dev.captioner.train.SelfCriticalStage;
import dev.captioner.train.TrainingRecipe;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag(TestTags.SLOW)
class TrainingBenchmarkTest {
    private static TrainingBenchmark small(TrainingRecipe recipe) {
        return new TrainingBenchmark(recipe, new NoiseEncoder(2, 6), 16, 50);
    }

    private static TrainingRecipe recipe(double peakRate, long seed) {
        return new TrainingRecipe(
                new NetworkSize(16, 16, 2, AttentionKind.DOT),
                new Optimisation(2, 4, peakRate, 0.05, 0, 1, 0),
                new CaptionStage(4, 5, 1, 22, false),
                Regularisation.NONE,
                SelfCriticalStage.NONE,
                QuestionStage.DEFAULT,
                seed);
    }

    @Test
    void timesTrainingAndItsPeer() throws Exception {
        assertThat(small(recipe(1e-2, 1)).run())
                .contains("training, E = 16, H = 16, V = 50, 4 regions", "| captioner", "Deeplearning4j");
    }

    @Test
    void trainingThatDoesNotLearnIsRejected() {
        assertThatIllegalStateException()
                .isThrownBy(() -> small(recipe(1e-12, 1)).run())
                .withMessageContaining("expected the loss to fall by at least");
    }

    @Test
    void trainingThatIsNotReproducibleIsRejected() throws Exception {
        TrainingRecipe recipe = recipe(1e-2, 1);
        TrainingBenchmark benchmark = small(recipe);
        List<EpochRecord> first = benchmark.train(recipe);
        List<EpochRecord> otherSeed = benchmark.train(recipe(1e-2, 2));

        assertThatIllegalStateException()
                .isThrownBy(() -> TrainingBenchmark.requireSame(first, otherSeed))
                .withMessageContaining("again with the same seed");
    }
}
