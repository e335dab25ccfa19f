package dev.captioner.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.math.Views;
import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.Weights;
import dev.captioner.model.inference.JavaDecoder;
import dev.captioner.testing.TestTags;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@Tag(TestTags.SLOW)
class TrainingNetworkTest {
    private static final int PHOTOS = 3;
    private static final int GRID = 2;
    private static final int[][][] SENTENCES = {
        {{4, 5, 6}, {7, 4}}, {{8, 8, 5, 4}, {4}, {}}, {{5, 6}},
    };

    private static Parameters parameters(NetworkShape shape, DataType type, double scale) {
        Parameters parameters = new Parameters(shape, type);
        SplittableRandom random = new SplittableRandom(7);
        for (long i = 0; i < parameters.values().length(); i++) {
            parameters.values().putScalar(i, random.nextGaussian() * scale);
        }
        return parameters;
    }

    private static INDArray features(DataType type, int channels) {
        SplittableRandom random = new SplittableRandom(3);
        INDArray features = Nd4j.zeros(type, PHOTOS * GRID * GRID, channels);
        for (long i = 0; i < features.length(); i++) {
            features.putScalar(i, random.nextDouble(0, 2));
        }
        return features;
    }

    private static final List<SentenceBatch.Asked> QUESTIONS = List.of(
            new SentenceBatch.Asked(2, new int[] {5}, new int[] {4}),
            new SentenceBatch.Asked(0, new int[] {7, 5, 8}, new int[] {6}),
            new SentenceBatch.Asked(1, new int[] {4, 6}, new int[] {8, 5, 4}),
            new SentenceBatch.Asked(0, new int[] {4, 4, 7}, new int[] {}),
            new SentenceBatch.Asked(2, new int[] {8, 5, 3}, new int[] {6, 7}));

    @ParameterizedTest(name = "{0} layers, {1}")
    @CsvSource({"1, DOT", "1, ADDITIVE", "2, DOT", "2, ADDITIVE"})
    void everyGradientEqualsItsCentralDifferenceInDoublePrecision(int layers, AttentionKind attention) {
        NetworkShape shape = new NetworkShape(3, 4, 2, 9, layers, attention);
        Parameters parameters = parameters(shape, DataType.DOUBLE, 0.4);
        double[][] weights = {{1, 0.5}, {2, 1, 1}, {-0.7}};
        SentenceBatch batch = PlainCaptions.batch(features(DataType.DOUBLE, 3), SENTENCES, weights);
        Regularisation regularisation = new Regularisation(0.2, 0.2, 0.2, 0.2, 0.1);

        List<String> wrong = gradientErrors(parameters, batch, regularisation);

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest(name = "{0} layers, {1}, {2} hops")
    @CsvSource({"1, DOT, 1", "1, ADDITIVE, 2", "2, DOT, 1", "2, DOT, 2", "2, ADDITIVE, 1"})
    void everyGradientOfAnswersEqualsItsCentralDifference(int layers, AttentionKind attention, int hops) {
        NetworkShape shape = new NetworkShape(3, 4, 2, 9, layers, attention, hops);
        Parameters parameters = parameters(shape, DataType.DOUBLE, 0.4);
        SentenceBatch batch = SentenceBatch.ofQuestions(features(DataType.DOUBLE, 3), PHOTOS, QUESTIONS);
        Regularisation regularisation = new Regularisation(0.2, 0.2, 0.2, 0.2, 0.1);

        List<String> wrong = gradientErrors(parameters, batch, regularisation);

        assertThat(wrong).isEmpty();
    }

    @Test
    void packedQuestionsGiveTheSameLossAsEachAlone() {
        NetworkShape shape = new NetworkShape(5, 4, 3, 9, 2, AttentionKind.DOT, 2);
        Parameters parameters = parameters(shape, DataType.DOUBLE, 0.4);
        INDArray features = features(DataType.DOUBLE, 5);
        TrainingNetwork network = new TrainingNetwork(parameters);

        double together = network.loss(SentenceBatch.ofQuestions(features, PHOTOS, QUESTIONS));

        double sum = 0;
        int positions = 0;
        for (SentenceBatch.Asked asked : QUESTIONS) {
            INDArray own = Views.rows(features, asked.photo() * 4L, (asked.photo() + 1) * 4L)
                    .dup('c');
            SentenceBatch alone = SentenceBatch.ofQuestions(
                    own, 1, List.of(new SentenceBatch.Asked(0, asked.question(), asked.answer())));
            sum += network.loss(alone) * alone.positions();
            positions += alone.positions();
        }
        assertThat(positions).isEqualTo(12);
        assertThat(together).isCloseTo(sum / positions, within(1e-12));
    }

    @ParameterizedTest(name = "{0} layers, {1}")
    @CsvSource({"1, DOT", "2, DOT", "2, ADDITIVE"})
    void theLossOfAnswersIsWhatTheDecoderSaysOfThem(int layers, AttentionKind attention) {
        NetworkShape shape = new NetworkShape(5, 8, 6, 9, layers, attention, 2);
        Parameters parameters = parameters(shape, DataType.FLOAT, 0.4);
        INDArray features = features(DataType.FLOAT, 5);
        double loss = new TrainingNetwork(parameters).loss(SentenceBatch.ofQuestions(features, PHOTOS, QUESTIONS));

        Decoder decoder = new JavaDecoder(shape, parameters.copy(parameters.values()));
        double sum = 0;
        int positions = 0;
        for (SentenceBatch.Asked asked : QUESTIONS) {
            float[] own = Views.rows(features, asked.photo() * 4L, (asked.photo() + 1) * 4L)
                    .dup('c')
                    .data()
                    .asFloat();
            EncodedPhoto photo = decoder.look(new RegionFeatures(own, GRID, 5));
            DecoderState state = decoder.ask(List.of(photo), List.of(asked.question()))
                    .get(0)
                    .state();
            int word = Vocabulary.START;
            for (int k = 0; k <= asked.answer().length; k++) {
                Decoder.Step step = decoder.step(state, new int[] {0}, new int[] {word});
                state = step.state();
                word = k < asked.answer().length ? asked.answer()[k] : Vocabulary.END;
                sum -= step.logProbabilities()[0][word];
                positions++;
            }
        }
        assertThat(loss).isCloseTo(sum / positions, within(1e-5));
    }

    private static List<String> gradientErrors(
            Parameters parameters, SentenceBatch batch, Regularisation regularisation) {
        double step = 1e-5;
        new TrainingNetwork(parameters).lossAndGradients(batch, regularisation, 11);
        INDArray gradients = parameters.gradients().dup();
        INDArray values = parameters.values();
        List<String> wrong = new ArrayList<>();
        for (String name : Weights.shapes(parameters.shape()).keySet()) {
            assertThat(parameters.gradient(name).norm2Number().doubleValue())
                    .as("gradient of " + name)
                    .isPositive();
        }
        for (long i = 0; i < values.length(); i++) {
            double value = values.getDouble(i);
            values.putScalar(i, value + step);
            double above = new SentencePass(parameters, batch, regularisation, 11).forward();
            values.putScalar(i, value - step);
            double below = new SentencePass(parameters, batch, regularisation, 11).forward();
            values.putScalar(i, value);
            double numeric = (above - below) / (2 * step);
            double analytic = gradients.getDouble(i);
            double error = Math.abs(numeric - analytic) / Math.max(1e-3, Math.abs(numeric) + Math.abs(analytic));
            if (error > 1e-6) {
                wrong.add("parameter " + i + ": analytic " + analytic + ", numeric " + numeric);
            }
        }
        return wrong;
    }

    @ParameterizedTest
    @CsvSource({"1, DOT", "2, DOT", "2, ADDITIVE"})
    void initialLossIsTheLogarithmOfTheVocabulary(int layers, AttentionKind attention) {
        NetworkShape shape = new NetworkShape(32, 64, 64, 1000, layers, attention);
        Parameters parameters = new Parameters(shape, DataType.FLOAT);
        parameters.assign(Initialisation.random(shape, 1));

        double loss =
                new TrainingNetwork(parameters).loss(PlainCaptions.batch(features(DataType.FLOAT, 32), SENTENCES));

        assertThat(loss).isCloseTo(Math.log(1000), within(0.2));
    }

    @Test
    void packedRowsGiveTheSameLossAsEachSentenceAlone() {
        NetworkShape shape = new NetworkShape(5, 4, 3, 9, 2, AttentionKind.DOT);
        Parameters parameters = parameters(shape, DataType.DOUBLE, 0.4);
        INDArray features = features(DataType.DOUBLE, 5);
        TrainingNetwork network = new TrainingNetwork(parameters);

        double together = network.loss(PlainCaptions.batch(features, SENTENCES));

        double sum = 0;
        double positions = 0;
        for (int p = 0; p < PHOTOS; p++) {
            INDArray own = Views.rows(features, (long) p * GRID * GRID, (p + 1L) * GRID * GRID)
                    .dup('c');
            for (int[] sentence : SENTENCES[p]) {
                SentenceBatch alone = PlainCaptions.batch(own, new int[][][] {{sentence}});
                sum += network.loss(alone) * alone.positions();
                positions += alone.positions();
            }
        }
        assertThat(together).isCloseTo(sum / positions, within(1e-12));
        assertThat(positions)
                .isEqualTo(Arrays.stream(SENTENCES)
                        .flatMap(Arrays::stream)
                        .mapToInt(s -> s.length + 1)
                        .sum());
    }

    @Test
    void gradientsAreTheSameBitsEveryTime() {
        NetworkShape shape = new NetworkShape(32, 64, 64, 200, 2, AttentionKind.DOT);
        Parameters parameters = new Parameters(shape, DataType.FLOAT);
        parameters.assign(Initialisation.random(shape, 1));
        SentenceBatch batch = PlainCaptions.batch(features(DataType.FLOAT, 32), SENTENCES);
        Regularisation regularisation = new Regularisation(0.5, 0.5, 0.5, 0.5, 0.1);
        TrainingNetwork network = new TrainingNetwork(parameters);

        double first = network.lossAndGradients(batch, regularisation, 5);
        float[] gradients = parameters.gradients().toFloatVector();

        for (int i = 0; i < 5; i++) {
            assertThat(network.lossAndGradients(batch, regularisation, 5)).isEqualTo(first);
            assertThat(parameters.gradients().toFloatVector()).isEqualTo(gradients);
        }
        assertThat(network.lossAndGradients(batch, regularisation, 6)).isNotEqualTo(first);
    }

    @Test
    void theTrainedTensorsAreTheFcLayerTheRecurrentPartAndTheEmbeddingAndNothingOfTheCnn() {
        assertThat(Weights.shapes(new NetworkShape(5, 4, 3, 9, 2, AttentionKind.DOT))
                        .keySet())
                .containsExactly(
                        "regions.weight",
                        "regions.bias",
                        "photo.weight",
                        "photo.bias",
                        "embedding",
                        "attention_lstm.input",
                        "attention_lstm.recurrent",
                        "attention_lstm.bias",
                        "language_lstm.input",
                        "language_lstm.recurrent",
                        "language_lstm.bias",
                        "attention.query",
                        "output.weight",
                        "output.bias");
    }
}
