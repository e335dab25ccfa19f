package dev.captioner.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.model.NetworkShape;
import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.Weights;
import dev.captioner.model.training.Initialisation;
import dev.captioner.model.training.Regularisation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingFingerprintTest {
    private static final TrainingRecipe RECIPE = TrainingRecipe.DEFAULT;

    private static final TrainingSets SETS = TrainingSets.ofCaptions(new CaptionSplits(
            List.of(new CaptionedPhoto("a.jpg", Path.of("a.jpg"), List.of("a cat"))),
            List.of(new CaptionedPhoto("b.jpg", Path.of("b.jpg"), List.of("a dog")))));

    /** A checkpoint of an earlier release resumes only while this text stays as it is: change it together with the version. */
    @Test
    void theRecipeAsTextIsFixed() {
        assertThat(TrainingFingerprint.canonical(RECIPE)).isEqualTo("""
                        captioner-training-2
                        network.embedding=512
                        network.units=512
                        network.layers=2
                        network.attention=dot
                        epochs=12
                        patience=4
                        rate.peak=0x1.0624dd2f1a9fcp-10
                        rate.warm-up=0x1.999999999999ap-5
                        weight-decay=0x1.a36e2eb1c432dp-14
                        gradient.maximum-norm=0x1.0p0
                        averaging=0x1.fef9db22d0e56p-1
                        captions.photos-per-batch=32
                        captions.captions-per-photo=5
                        captions.minimum-count=5
                        captions.maximum-words=22
                        captions.mirrored=true
                        dropout.region=0x1.0p-1
                        dropout.photo=0x1.0p-1
                        dropout.word=0x1.0p-1
                        dropout.output=0x1.0p-1
                        label-smoothing=0x1.999999999999ap-4
                        self-critical.rounds=0
                        self-critical.updates=50
                        self-critical.samples=5
                        self-critical.rate=0x1.4f8b588e368f1p-16
                        questions.hops=2
                        questions.per-batch=160
                        questions.per-source=25000
                        questions.least-per-source=12000
                        questions.withheld=0x1.999999999999ap-4
                        questions.dropout=0x1.3333333333333p-2
                        questions.minimum-count=3
                        questions.minimum-answer-count=2
                        seed=1
                        """);
    }

    static Stream<TrainingRecipe> otherRecipes() {
        Optimisation o = RECIPE.optimisation();
        QuestionStage q = RECIPE.questions();
        return Stream.of(
                RECIPE.with(new NetworkSize(511, 512, 2, AttentionKind.DOT)),
                RECIPE.with(new NetworkSize(512, 511, 2, AttentionKind.DOT)),
                RECIPE.with(new NetworkSize(512, 512, 1, AttentionKind.DOT)),
                RECIPE.with(new NetworkSize(512, 512, 2, AttentionKind.ADDITIVE)),
                RECIPE.with(o.withEpochs(11)),
                RECIPE.with(o.withPatience(5)),
                RECIPE.with(o.withPeakRate(Math.nextUp(o.peakRate()))),
                RECIPE.with(o.withAveraging(0.9)),
                RECIPE.with(new Optimisation(12, 4, 1e-3, 0.06, 1e-4, 1, 0.998)),
                RECIPE.with(new Optimisation(12, 4, 1e-3, 0.05, 1e-5, 1, 0.998)),
                RECIPE.with(new Optimisation(12, 4, 1e-3, 0.05, 1e-4, 2, 0.998)),
                RECIPE.with(new CaptionStage(31, 5, 5, 22, true)),
                RECIPE.with(new CaptionStage(32, 4, 5, 22, true)),
                RECIPE.with(new CaptionStage(32, 5, 4, 22, true)),
                RECIPE.with(new CaptionStage(32, 5, 5, 21, true)),
                RECIPE.with(new CaptionStage(32, 5, 5, 22, false)),
                RECIPE.with(new Regularisation(0.4, 0.5, 0.5, 0.5, 0.1)),
                RECIPE.with(new Regularisation(0.5, 0.4, 0.5, 0.5, 0.1)),
                RECIPE.with(new Regularisation(0.5, 0.5, 0.4, 0.5, 0.1)),
                RECIPE.with(new Regularisation(0.5, 0.5, 0.5, 0.4, 0.1)),
                RECIPE.with(new Regularisation(0.5, 0.5, 0.5, 0.5, 0.2)),
                RECIPE.with(new SelfCriticalStage(1, 50, 5, 2e-5)),
                RECIPE.with(new SelfCriticalStage(0, 51, 5, 2e-5)),
                RECIPE.with(new SelfCriticalStage(0, 50, 6, 2e-5)),
                RECIPE.with(new SelfCriticalStage(0, 50, 5, 3e-5)),
                RECIPE.with(new QuestionStage(3, 160, 25_000, 12_000, 0.1, 0.3, 3, 2)),
                RECIPE.with(new QuestionStage(2, 161, 25_000, 12_000, 0.1, 0.3, 3, 2)),
                RECIPE.with(new QuestionStage(2, 160, 25_001, 12_000, 0.1, 0.3, 3, 2)),
                RECIPE.with(new QuestionStage(2, 160, 25_000, 12_001, 0.1, 0.3, 3, 2)),
                RECIPE.with(new QuestionStage(2, 160, 25_000, 12_000, 0.2, 0.3, 3, 2)),
                RECIPE.with(new QuestionStage(2, 160, 25_000, 12_000, 0.1, 0.2, 3, 2)),
                RECIPE.with(new QuestionStage(2, 160, 25_000, 12_000, 0.1, 0.3, 4, 2)),
                RECIPE.with(new QuestionStage(q.hops(), 160, 25_000, 12_000, 0.1, 0.3, 3, 3)),
                RECIPE.withSeed(2));
    }

    @ParameterizedTest
    @MethodSource("otherRecipes")
    void everyValueOfTheRecipeCounts(TrainingRecipe other) {
        assertThat(of(other, "encoder", SETS, null)).isNotEqualTo(of(RECIPE, "encoder", SETS, null));
    }

    @Test
    void encoderDataAndFirstWeightsCount() {
        NetworkShape shape = new NetworkShape(4, 5, 6, 8, 2, AttentionKind.DOT, 0);
        Weights first = Initialisation.random(shape, 1);
        String expected = of(RECIPE, "encoder", SETS, null);

        assertThat(of(RECIPE, "encoder", SETS, null)).isEqualTo(expected).startsWith(TrainingFingerprint.VERSION + " ");
        assertThat(of(RECIPE, "other encoder", SETS, null)).isNotEqualTo(expected);
        CaptionSplits swapped = new CaptionSplits(
                /* training= */ SETS.captions().development(),
                /* development= */ SETS.captions().training());
        assertThat(of(RECIPE, "encoder", TrainingSets.ofCaptions(swapped), null))
                .isNotEqualTo(expected);
        assertThat(of(RECIPE, "encoder", SETS, first)).isNotEqualTo(expected);
        assertThat(of(RECIPE, "encoder", SETS, first))
                .isEqualTo(of(RECIPE, "encoder", SETS, Initialisation.random(shape, 1)))
                .isNotEqualTo(of(RECIPE, "encoder", SETS, Initialisation.random(shape, 2)));
    }

    private static String of(TrainingRecipe recipe, String encoder, TrainingSets sets, @Nullable Weights first) {
        return TrainingFingerprint.of(recipe, encoder, sets, first);
    }
}
