package dev.captioner.evaluate.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.evaluate.answers.TemperatureScaling.Prediction;
import dev.captioner.testing.TestTags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag(TestTags.SLOW)
class TemperatureScalingTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.7, 1, 1.8, 6})
    void theTemperatureAtWhichTheRightAnswersWereDrawnIsFoundAgain(double temperature) {
        assertThat(TemperatureScaling.fit(drawn(20_000, temperature)))
                .isCloseTo(temperature, within(0.05 * temperature));
    }

    @Test
    void aFittedTemperatureMakesAnOverconfidentModelCalibrated() {
        List<Prediction> predictions = drawn(20_000, 3);

        double before = errorAt(1, predictions);
        double after = errorAt(TemperatureScaling.fit(predictions), predictions);

        assertThat(before).isGreaterThan(0.2);
        assertThat(after).isLessThan(0.02);
    }

    @Test
    void noTemperatureNearbyFitsBetter() {
        List<Prediction> predictions = drawn(5_000, 1.3);
        double fitted = TemperatureScaling.fit(predictions);

        assertThat(loss(predictions, fitted))
                .isLessThan(loss(predictions, fitted * 1.01))
                .isLessThan(loss(predictions, fitted / 1.01));
    }

    @Test
    void aModelThatIsNeverWrongIsAsSureAsCanBeAndOneThatAlwaysIsNotAtAll() {
        assertThat(TemperatureScaling.fit(List.of(new Prediction(List.of(-0.1, -3.0), 1))))
                .isCloseTo(TemperatureScaling.LOWEST, within(1e-12));
        assertThat(TemperatureScaling.fit(List.of(new Prediction(List.of(-0.1, -3.0), 0))))
                .isCloseTo(TemperatureScaling.HIGHEST, within(1e-9));
    }

    @Test
    void equalProbabilitiesAreLeftAsTheyAre() {
        assertThat(TemperatureScaling.fit(List.of(new Prediction(Collections.nCopies(3, Math.log(1 / 3.0)), 0))))
                .isOne();
    }

    @Test
    void agreementInPartCountsInPart() {
        List<Double> scores = List.of(Math.log(0.9), Math.log(0.1));

        assertThat(TemperatureScaling.fit(List.of(new Prediction(scores, 0.75))))
                .isCloseTo(2, within(1e-3)); // 9 to 1 becomes 3 to 1
    }

    @Test
    void extremeLogProbabilitiesDoNotOverflow() {
        List<Double> ruledOut = List.of(-1e6, Double.NEGATIVE_INFINITY, -1e6 - 1);

        assertThat(TemperatureScaling.probabilities(ruledOut, 1))
                .containsExactly(new double[] {1 / (1 + Math.exp(-1)), 0, 1 / (1 + Math.E)}, within(1e-12));
        assertThat(TemperatureScaling.fit(
                        List.of(new Prediction(ruledOut, 1), new Prediction(ruledOut, 1), new Prediction(ruledOut, 0))))
                .isCloseTo(1 / Math.log(2), within(1e-3)); // where the first of the two has probability 2/3
    }

    @Test
    void predictionsThatAreNoneAreRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Prediction(List.of(Double.NEGATIVE_INFINITY), 1))
                .withMessageContaining("one of them is finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Prediction(List.of(-1.0, Double.NaN), 0))
                .withMessageContaining("log-probabilities are numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Prediction(List.of(-1.0), 1.5))
                .withMessageContaining("between 0 and 1, found 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemperatureScaling.fit(List.of()))
                .withMessageContaining("at least one prediction");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemperatureScaling.probabilities(List.of(-1.0), 0))
                .withMessageContaining("temperature 0.0");
    }

    /** Predictions over ten answers, the right one drawn from their distribution at a temperature. */
    private static List<Prediction> drawn(int count, double temperature) {
        Random random = new Random(2);
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Double> scores = DoubleStream.generate(() -> 2 * random.nextGaussian())
                    .limit(10)
                    .boxed()
                    .toList();
            double[] probabilities = TemperatureScaling.probabilities(scores, temperature);
            double draw = random.nextDouble();
            int right = 0;
            while (right < 9 && draw >= probabilities[right]) {
                draw -= probabilities[right++];
            }
            predictions.add(new Prediction(scores, scores.get(right).equals(Collections.max(scores)) ? 1 : 0));
        }
        return predictions;
    }

    private static double errorAt(double temperature, List<Prediction> predictions) {
        return ReliabilityDiagram.of(predictions.stream()
                        .map(prediction -> {
                            double[] probabilities =
                                    TemperatureScaling.probabilities(prediction.logProbabilities(), temperature);
                            double largest = Arrays.stream(probabilities).max().orElseThrow();
                            return new GradedAnswer(largest, prediction.credit());
                        })
                        .toList())
                .expectedCalibrationError();
    }

    private static double loss(List<Prediction> predictions, double temperature) {
        return -predictions.stream()
                .mapToDouble(prediction -> {
                    double sure = Arrays.stream(
                                    TemperatureScaling.probabilities(prediction.logProbabilities(), temperature))
                            .max()
                            .orElseThrow();
                    return prediction.credit() * Math.log(sure) + (1 - prediction.credit()) * Math.log(1 - sure);
                })
                .sum();
    }
}
