package dev.captioner.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.bundle.ElementType;
import dev.captioner.bundle.Safetensors;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.decode.SentenceGenerator;
import dev.captioner.decode.Strategy;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.image.Photo;
import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.Weights;
import dev.captioner.model.inference.JavaDecoder;
import dev.captioner.model.training.Regularisation;
import dev.captioner.testing.TestTags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(TestTags.SLOW)
class TrainingTest {
    @TempDir
    Path folder;

    private List<CaptionedPhoto> training;
    private List<CaptionedPhoto> development;

    @BeforeEach
    void makePhotos() throws IOException {
        training = ColouredPhotos.make(folder, "training", 40);
        development = ColouredPhotos.make(folder, "development", 12);
    }

    /** Small enough for a test. */
    static TrainingRecipe recipe(int epochs) {
        return recipe(epochs, SelfCriticalStage.NONE);
    }

    private static TrainingRecipe recipe(int epochs, SelfCriticalStage selfCritical) {
        return new TrainingRecipe(
                new NetworkSize(16, 16, 2, AttentionKind.DOT),
                new Optimisation(epochs, Math.max(1, epochs + selfCritical.rounds()), 0.02, 0.1, 1e-4, 1, 0.9),
                new CaptionStage(8, 5, 2, 20, true),
                new Regularisation(0.1, 0.1, 0.1, 0.1, 0.05),
                selfCritical,
                QuestionStage.DEFAULT,
                7);
    }

    private Training training(String name, int epochs, TrainingListener listener) {
        return training(name, recipe(epochs), listener);
    }

    private Training training(String name, TrainingRecipe recipe, TrainingListener listener) {
        return training(name, new ColourEncoder(), recipe, listener);
    }

    private Training training(String name, Encoder encoder, TrainingRecipe recipe, TrainingListener listener) {
        return new Training(encoder, "colours", folder.resolve(name), folder.resolve("cache"), recipe, listener);
    }

    private static void assertSameBits(Weights actual, Weights expected) {
        for (String name : expected.names()) {
            assertThat(actual.get(name).values())
                    .as(name)
                    .isEqualTo(expected.get(name).values());
        }
    }

    @Test
    void learnsToSayWhatItSees() {
        Training.Result result = training("a", 30, TrainingListener.NONE).train(training, development, false);

        EpochRecord first = result.log().get(0);
        EpochRecord last = result.log().get(result.log().size() - 1);
        assertThat(last.loss()).isLessThan(0.7 * first.loss());
        assertThat(last.cider()).isGreaterThan(3);
        assertThat(result.vocabulary().tokens())
                .contains("red", "over", "below")
                .doesNotContain("purple");
        assertThat(folder.resolve("a/training.svg")).content().contains("<svg").contains("CIDEr");
    }

    @Test
    void learnsToWriteInTheStyleOfEachDataSet() {
        CaptionSplits all = inStyle("short", 0).and(inStyle("long", 1));

        Training.Result result = training("a", 30, TrainingListener.NONE).train(TrainingSets.ofCaptions(all), false);

        assertThat(result.vocabulary().styles()).containsExactly("long", "short");
        assertThat(result.log().get(29).cider()).isGreaterThan(3); // each photo is scored in both styles
        RegionFeatures photo =
                new ColourEncoder().encode(Photo.read(development.get(0).file()));
        assertThat(caption(result, photo, "short")).contains(" over ").doesNotContain("there is");
        assertThat(caption(result, photo, "long")).startsWith("there is ");
    }

    private CaptionSplits inStyle(String style, int caption) {
        return new CaptionSplits(some(training, caption), some(development, caption)).inStyle(style);
    }

    private static List<CaptionedPhoto> some(List<CaptionedPhoto> photos, int caption) {
        return photos.stream()
                .map(photo -> new CaptionedPhoto(
                        photo.name(), photo.file(), List.of(photo.captions().get(caption))))
                .toList();
    }

    private static String caption(Training.Result result, RegionFeatures photo, String style) {
        JavaDecoder decoder = new JavaDecoder(result.shape(), result.weights());
        DecodingOptions options = DecodingOptions.of(Strategy.Beam.ofWidth(3)).withStyle(style);
        return new SentenceGenerator(decoder)
                .generate(decoder.look(photo), new DecodingPlan(options, result.vocabulary())).get(0).ids().stream()
                        .map(result.vocabulary()::token)
                        .collect(Collectors.joining(" "));
    }

    @Test
    void theSameSeedGivesTheSameWeightsBitForBit() {
        Weights first = training("a", 3, TrainingListener.NONE)
                .train(training, development, false)
                .weights();
        Weights second = training("b", 3, TrainingListener.NONE)
                .train(training, development, false)
                .weights();

        assertSameBits(second, first);
    }

    /** Stops the training from inside, in the middle of an epoch. */
    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void anInterruptedTrainingResumesToTheWeightsOfAnUninterruptedOne() {
        Training.Result whole = training("a", 4, TrainingListener.NONE).train(training, development, false);
        TrainingListener interrupting = new TrainingListener() {
            @Override
            public void batch(int epoch, int done, int total, double loss, double tokensPerSecond) {
                if (epoch == 3 && done == 2) {
                    throw new Interruption();
                }
            }
        };

        assertThatExceptionOfType(Interruption.class)
                .isThrownBy(() -> training("b", 4, interrupting).train(training, development, false));
        List<Integer> epochs = new ArrayList<>();
        Training.Result resumed = training("b", 4, new TrainingListener() {
                    @Override
                    public void epoch(EpochRecord epoch) {
                        epochs.add(epoch.epoch());
                    }
                })
                .train(training, development, true);

        assertThat(epochs).containsExactly(3, 4);
        assertSameBits(resumed.weights(), whole.weights());
        assertThat(resumed.log())
                .extracting(EpochRecord::loss)
                .isEqualTo(whole.log().stream().map(EpochRecord::loss).toList());
    }

    @Test
    void theSecondStageRaisesTheRewardOfItsSamplesAndResumesToTheSameWeights() {
        TrainingRecipe recipe = recipe(6, new SelfCriticalStage(6, 10, 4, 2e-3));
        Training.Result whole = training("a", recipe, TrainingListener.NONE).train(training, development, false);
        List<EpochRecord> rounds = whole.log().stream()
                .filter(record -> record.stage() == EpochRecord.Stage.SELF_CRITICAL)
                .toList();
        assertThat(rounds).hasSize(6);
        assertThat(-rounds.get(5).loss()).isGreaterThan(-1.2 * rounds.get(0).loss());

        TrainingListener interrupting = new TrainingListener() {
            @Override
            public void batch(int epoch, int done, int total, double loss, double tokensPerSecond) {
                if (epoch == 9 && done == 2) {
                    throw new Interruption();
                }
            }
        };
        assertThatExceptionOfType(Interruption.class)
                .isThrownBy(() -> training("b", recipe, interrupting).train(training, development, false));
        Training.Result resumed = training("b", recipe, TrainingListener.NONE).train(training, development, true);
        assertSameBits(resumed.weights(), whole.weights());
    }

    @Test
    void theSecondStageMayBeTheOnlyOne() {
        TrainingRecipe recipe = recipe(0, new SelfCriticalStage(2, 3, 4, 2e-3));
        Training.Result result = training("a", recipe, TrainingListener.NONE).train(training, development, false);
        assertThat(result.log()).extracting(EpochRecord::stage).containsOnly(EpochRecord.Stage.SELF_CRITICAL);
        assertThat(result.log()).hasSize(2);
    }

    @Test
    void noStageAtAllIsRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> recipe(0)).withMessageContaining("epochs");
    }

    @Test
    void featuresAreComputedOnceAndOnlyForChangedPhotos() throws IOException {
        class Counting implements TrainingListener {
            int features;

            @Override
            public void features(int done, int total) {
                features = total;
            }
        }
        Counting listener = new Counting();
        training("a", 1, listener).train(training, development, false);
        long size = Files.size(folder.resolve("cache/features.bin"));
        assertThat(listener.features).isEqualTo(2 * 40 + 12);
        assertThat(size).isEqualTo((2 * 40 + 12) * 4 * 6 * 2L);

        training("b", 1, listener).train(training, development, false);
        assertThat(Files.size(folder.resolve("cache/features.bin"))).isEqualTo(size);

        Files.copy(
                ColouredPhotos.make(Files.createDirectory(folder.resolve("new")), "other", 1)
                        .get(0)
                        .file(),
                training.get(0).file(),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        training("c", 1, listener).train(training, development, false);
        assertThat(Files.size(folder.resolve("cache/features.bin"))).isEqualTo(size + 2 * 4 * 6 * 2L);
    }

    @Test
    void aSourceSizeChangesTheFeaturesOfLargerPhotosOnly() throws IOException {
        training("a", 1, TrainingListener.NONE).train(training, development, false);
        long size = Files.size(folder.resolve("cache/features.bin"));

        training("b", new ColourEncoder(16), recipe(1), TrainingListener.NONE).train(training, development, false);
        assertThat(Files.size(folder.resolve("cache/features.bin"))).isEqualTo(size);

        training("c", new ColourEncoder(15), recipe(1), TrainingListener.NONE).train(training, development, false);
        assertThat(Files.size(folder.resolve("cache/features.bin"))).isEqualTo(2 * size);

        training("d", 1, TrainingListener.NONE).train(training, development, false);
        assertThat(Files.size(folder.resolve("cache/features.bin"))).isEqualTo(2 * size);
    }

    @Test
    void aPhotoThatCannotBeReadIsNamedAndLeftOut() throws IOException {
        Files.writeString(training.get(3).file(), "not a photo");
        List<String> rejected = new ArrayList<>();

        training("a", 1, new TrainingListener() {
                    @Override
                    public void rejected(String photo, String reason) {
                        rejected.add(photo);
                    }
                })
                .train(training, development, false);

        assertThat(rejected).hasSize(1).first().asString().endsWith("training3.png");
    }

    @Test
    void aCheckpointOfAnotherRecipeIsRejected() {
        training("a", 1, TrainingListener.NONE).train(training, development, false);

        assertThatThrownBy(() -> training("a", 2, TrainingListener.NONE).train(training, development, true))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("other options");
    }

    @Test
    void aCheckpointOfAnotherVersionIsNotResumed() {
        training("a", 1, TrainingListener.NONE).train(training, development, false);
        Path file = folder.resolve("a").resolve("checkpoint.safetensors");
        Safetensors checkpoint = Safetensors.read(file);
        new Safetensors(checkpoint.tensors(), Map.of("fingerprint", "0123abcd", "epoch", "1"))
                .write(file, name -> ElementType.F32);

        assertThatThrownBy(() -> training("a", 1, TrainingListener.NONE).train(training, development, true))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("another version of captioner");
    }

    @Test
    void aLossThatIsNotFiniteStopsAndNamesTheBatch() {
        TrainingRecipe hopeless = new TrainingRecipe(
                new NetworkSize(16, 16, 2, AttentionKind.DOT),
                new Optimisation(3, 3, 1e30, 0.1, 0, 1, 0),
                new CaptionStage(8, 5, 2, 20, false),
                Regularisation.NONE,
                SelfCriticalStage.NONE,
                QuestionStage.DEFAULT,
                7);

        assertThatThrownBy(() -> training("a", hopeless, TrainingListener.NONE).train(training, development, false))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("epoch 1, update")
                .hasMessageContaining("training")
                .hasMessageContaining(".png");
    }
}
