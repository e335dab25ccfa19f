package dev.captioner.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.nd4j.Nd4jDecoder;
import dev.captioner.testing.TestTags;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

/** A network that learns must be able to learn five photos by heart; one that ignores its input cannot. */
@Tag(TestTags.SLOW)
class OverfittingTest {
    private static final int GRID = 3;
    private static final int CHANNELS = 12;
    private static final int[][][] SENTENCES = {
        {{4, 5, 6, 7}}, {{4, 5, 8, 9, 4, 10}}, {{11, 5, 6}}, {{4, 12, 6, 7, 5}}, {{13, 4}},
    };

    @ParameterizedTest(name = "{0} layers, {1}")
    @CsvSource({"2, DOT", "1, DOT", "2, ADDITIVE"})
    void fivePhotosAreLearntToTheirExactCaptions(int layers, AttentionKind attention) {
        NetworkShape shape = new NetworkShape(CHANNELS, 24, 24, 14, layers, attention);
        Parameters parameters = new Parameters(shape, DataType.FLOAT);
        parameters.assign(Initialisation.random(shape, 3));
        List<RegionFeatures> photos = photos();
        TrainingNetwork network = new TrainingNetwork(parameters);
        SentenceBatch batch = PlainCaptions.batch(stack(photos), SENTENCES);
        INDArray optimiserState =
                Nd4j.zeros(DataType.FLOAT, 1, 2 * parameters.values().length());
        GradientUpdater<?> adam = new Adam(0.02).instantiate(optimiserState, true);

        for (int update = 0; update < 120; update++) {
            network.lossAndGradients(batch, Regularisation.NONE, update);
            INDArray step =
                    parameters.gradients().reshape(1, parameters.gradients().length());
            adam.applyUpdater(step, update, 0);
            parameters.values().subi(parameters.gradients());
        }

        Decoder decoder = new Nd4jDecoder(shape, parameters.copy(parameters.values()));
        for (int p = 0; p < photos.size(); p++) {
            assertThat(greedy(decoder, photos.get(p))).containsExactly(SENTENCES[p][0]);
        }
    }

    private static List<RegionFeatures> photos() {
        SplittableRandom random = new SplittableRandom(9);
        List<RegionFeatures> photos = new ArrayList<>();
        for (int p = 0; p < SENTENCES.length; p++) {
            float[] values = new float[GRID * GRID * CHANNELS];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(0, 2);
            }
            photos.add(new RegionFeatures(values, GRID, CHANNELS));
        }
        return photos;
    }

    private static INDArray stack(List<RegionFeatures> photos) {
        return Nd4j.vstack(photos.stream()
                .map(p -> Nd4j.createFromArray(p.values()).reshape('c', GRID * GRID, CHANNELS))
                .toArray(INDArray[]::new));
    }

    private static int[] greedy(Decoder decoder, RegionFeatures photo) {
        List<Integer> words = new ArrayList<>();
        DecoderState state = decoder.start(List.of(decoder.look(photo)));
        int word = Vocabulary.START;
        while (words.size() < 10) {
            Decoder.Step step = decoder.step(state, new int[] {0}, new int[] {word});
            state = step.state();
            float[] row = step.logProbabilities()[0];
            word = 0;
            for (int candidate = 1; candidate < row.length; candidate++) {
                word = row[candidate] > row[word] ? candidate : word;
            }
            if (word == Vocabulary.END) {
                break;
            }
            words.add(word);
        }
        return words.stream().mapToInt(Integer::intValue).toArray();
    }
}
