package dev.captioner.evaluate.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReliabilityDiagramTest {
    @Test
    void answersRightAsOftenAsTheirProbabilitySaysHaveNoError() {
        assertThat(ReliabilityDiagram.of(answers(50_000, probability -> probability))
                        .expectedCalibrationError())
                .isLessThan(0.01);
    }

    @Test
    void answersRightLessOftenThanTheirProbabilitySaysAreOffByTheDifference() {
        assertThat(ReliabilityDiagram.of(answers(50_000, probability -> probability / 2))
                        .expectedCalibrationError())
                .isCloseTo(0.25, within(0.01)); // the mean of p / 2 for p uniform over 0 to 1
    }

    @Test
    void theErrorIsTheMeanDistanceOfTheBinsWeightedByTheirAnswers() {
        ReliabilityDiagram diagram = ReliabilityDiagram.of(List.of(
                new GradedAnswer(0.95, 1),
                new GradedAnswer(0.97, 0),
                new GradedAnswer(1, 1),
                new GradedAnswer(0.05, 0.3)));

        assertThat(diagram.bins()).hasSize(2);
        assertThat(diagram.bins().get(0)).isEqualTo(new ReliabilityBin(0, 1 / 15.0, 1, 0.05, 0.3));
        assertThat(diagram.bins().get(1).answers()).isEqualTo(3);
        assertThat(diagram.bins().get(1).accuracy()).isEqualTo(2 / 3.0);
        assertThat(diagram.expectedCalibrationError())
                .isCloseTo((3 * (2.92 / 3 - 2 / 3.0) + (0.3 - 0.05)) / 4, within(1e-12));
    }

    @Test
    void aProbabilityBetweenTwoBinsBelongsToTheLowerOneAndZeroToTheFirst() {
        ReliabilityDiagram diagram = ReliabilityDiagram.of(
                List.of(new GradedAnswer(0, 0), new GradedAnswer(0.2, 0), new GradedAnswer(0.2 + 1e-9, 0)));

        assertThat(diagram.bins()).extracting(ReliabilityBin::low).containsExactly(0.0, 2 / 15.0, 3 / 15.0);
        assertThat(ReliabilityDiagram.of(List.of()).expectedCalibrationError()).isZero();
    }

    @Test
    void aProbabilityMayExceedOneByARoundingErrorOnly() {
        assertThat(new GradedAnswer(1 + 1e-7, 1).probability()).isOne();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void whatIsNoProbabilityIsRejected(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GradedAnswer(value, 0))
                .withMessageContaining("the probability of an answer lies between 0 and 1, found " + value);
    }

    /** Answers of every probability, right in a share of the cases that depends on it. */
    static List<GradedAnswer> answers(int count, DoubleUnaryOperator accuracy) {
        Random random = new Random(1);
        List<GradedAnswer> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double probability = random.nextDouble();
            answers.add(
                    new GradedAnswer(probability, random.nextDouble() < accuracy.applyAsDouble(probability) ? 1 : 0));
        }
        return answers;
    }
}
