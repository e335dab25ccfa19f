package dev.captioner.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.model.NetworkShape;
import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.Weights;
import dev.captioner.model.training.Initialisation;
import dev.captioner.model.training.Regularisation;
import dev.captioner.testing.TestTags;
import dev.captioner.text.Tokeniser;
import dev.captioner.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(TestTags.SLOW)
class AnswerTrainingTest {
    @TempDir
    Path folder;

    private CaptionSplits captions;
    private QuestionSplits questions;

    @BeforeEach
    void makePhotos() throws IOException {
        List<CaptionedPhoto> training = ColouredPhotos.make(folder, "training", 60);
        List<CaptionedPhoto> development = ColouredPhotos.make(folder, "development", 12);
        captions = new CaptionSplits(training, development);
        questions = new QuestionSplits(asked(training), asked(development));
    }

    /** Which colours there are, and something that every photo answers alike: the captions are "UPPER over LOWER". */
    private static List<AskedPhoto> asked(List<CaptionedPhoto> photos) {
        List<AskedPhoto> asked = new ArrayList<>();
        for (CaptionedPhoto photo : photos) {
            List<String> words = Tokeniser.words(photo.captions().get(0));
            String colours =
                    Stream.of(words.get(0), words.get(2)).distinct().sorted().collect(Collectors.joining(" and "));
            asked.add(question(photo, "what colors are there?", colours, "colours"));
            asked.add(question(photo, "is it a photo?", "yes", "kinds"));
        }
        return asked;
    }

    private static AskedPhoto question(CaptionedPhoto photo, String question, String answer, String source) {
        return new AskedPhoto(photo.name(), photo.file(), question, answer, List.of(answer), source, "");
    }

    private static TrainingRecipe recipe(int epochs) {
        return new TrainingRecipe(
                new NetworkSize(32, 32, 2, AttentionKind.DOT),
                new Optimisation(epochs, epochs, 0.02, 0.1, 1e-4, 1, 0.9),
                new CaptionStage(8, 5, 2, 20, true),
                new Regularisation(0.1, 0.1, 0.1, 0.1, 0.05),
                SelfCriticalStage.NONE,
                new QuestionStage(2, 24, 50, 0, 0.1, 0.3, 2, 2),
                7);
    }

    Training training(String name, int epochs, TrainingListener listener) {
        return new Training(
                new ColourEncoder(),
                "colours",
                folder.resolve(name),
                folder.resolve("cache"),
                recipe(epochs),
                listener);
    }

    TrainingSets sets() {
        return new TrainingSets(captions, questions, null);
    }

    @Test
    void learnsToAnswerWhatItSees() {
        Training.Result result = training("a", 30, TrainingListener.NONE).train(sets(), false);

        EpochRecord best = result.log().stream()
                .filter(EpochRecord::best)
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(result.answers()).contains("yes", "red", "blue and red");
        assertThat(best.answers().get("colours")).isGreaterThan(0.9);
        assertThat(best.answers().get("kinds")).isEqualTo(1);
        assertThat(best.cider()).isGreaterThan(3);
    }

    @Test
    void goesOnFromACaptioningModelWithoutForgettingItsWords() {
        Training.Result captioning =
                training("a", 20, TrainingListener.NONE).train(captions.training(), captions.development(), false);
        StartingPoint from = new StartingPoint(captioning.shape(), captioning.weights(), captioning.vocabulary());

        Training.Result answering =
                training("b", 1, TrainingListener.NONE).train(new TrainingSets(captions, questions, from), false);

        int known = captioning.vocabulary().size();
        assertThat(answering.vocabulary().tokens().subList(0, known))
                .isEqualTo(captioning.vocabulary().tokens());
        assertThat(answering.vocabulary().tokens()).contains("is", "yes");
        assertThat(answering.shape().hops()).isEqualTo(2);
        assertThat(answering.log().get(0).loss())
                .isLessThan(training("c", 1, TrainingListener.NONE)
                        .train(sets(), false)
                        .log()
                        .get(0)
                        .loss());
    }

    /** Stops the training from inside, in the middle of an epoch. */
    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void anInterruptedTrainingResumesToTheWeightsOfAnUninterruptedOne() {
        Training.Result whole = training("a", 3, TrainingListener.NONE).train(sets(), false);
        TrainingListener interrupting = new TrainingListener() {
            @Override
            public void batch(int epoch, int done, int total, double loss, double tokensPerSecond) {
                if (epoch == 2 && done == 3) {
                    throw new Interruption();
                }
            }
        };

        assertThatExceptionOfType(Interruption.class)
                .isThrownBy(() -> training("b", 3, interrupting).train(sets(), false));
        Training.Result resumed = training("b", 3, TrainingListener.NONE).train(sets(), true);

        for (String name : whole.weights().names()) {
            assertThat(resumed.weights().get(name).values())
                    .as(name)
                    .isEqualTo(whole.weights().get(name).values());
        }
    }

    @Test
    void aModelOfOtherSizesIsRejected() {
        NetworkShape other = new NetworkShape(6, 8, 8, 9, 2, AttentionKind.DOT);
        Weights weights = Initialisation.random(other, 1);
        StartingPoint from = new StartingPoint(other, weights, Vocabulary.ofWords(List.of("a", "b", "c", "d", "e")));

        assertThatThrownBy(() -> training("a", 1, TrainingListener.NONE)
                        .train(new TrainingSets(captions, questions, from), false))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("another network");
    }
}
