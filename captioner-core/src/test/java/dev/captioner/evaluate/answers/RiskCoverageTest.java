package dev.captioner.evaluate.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RiskCoverageTest {
    private static final List<GradedAnswer> ANSWERS = List.of(
            new GradedAnswer(0.5, 0), new GradedAnswer(0.9, 1), new GradedAnswer(0.7, 0.5), new GradedAnswer(0.5, 1));

    @Test
    void aPointForEachProbabilityFromTheSurestOn() {
        RiskCoverage curve = RiskCoverage.of(ANSWERS);

        assertThat(curve.points())
                .containsExactly(
                        new RiskCoveragePoint(0.9, 0.25, 0),
                        new RiskCoveragePoint(0.7, 0.5, 0.25),
                        new RiskCoveragePoint(0.5, 1, 0.375));
        // the two answers of 0.5 share their accuracy: risks 0, 0.5 / 2, 1 / 3, 1.5 / 4
        assertThat(curve.area()).isCloseTo((0 + 0.25 + 1 / 3.0 + 0.375) / 4, within(1e-12));
    }

    @Test
    void theOrderOfTheAnswersHasNoInfluence() {
        List<GradedAnswer> shuffled = new ArrayList<>(ANSWERS);
        Collections.reverse(shuffled);

        assertThat(RiskCoverage.of(shuffled)).isEqualTo(RiskCoverage.of(ANSWERS));
    }

    @Test
    void probabilitiesThatSayNothingGiveTheRiskOfAllAsArea() {
        List<GradedAnswer> equallySure = ANSWERS.stream()
                .map(answer -> new GradedAnswer(0.3, answer.accuracy()))
                .toList();
        Random random = new Random(3);
        List<GradedAnswer> sureAtRandom = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            sureAtRandom.add(new GradedAnswer(random.nextDouble(), random.nextInt(4) == 0 ? 1 : 0));
        }

        assertThat(RiskCoverage.of(equallySure).area()).isCloseTo(0.375, within(1e-12));
        assertThat(RiskCoverage.of(sureAtRandom).area()).isCloseTo(0.75, within(0.02));
    }

    @Test
    void calibratedAnswersHaveHalfTheRiskOfTheThresholdLeft() {
        RiskCoverage curve = RiskCoverage.of(ReliabilityDiagramTest.answers(50_000, probability -> probability));

        RiskCoveragePoint chosen = curve.forAccuracy(0.9).orElseThrow();

        // p is uniform: above a threshold t the mean accuracy is (1 + t) / 2, and 1 - t are answered
        assertThat(chosen.threshold()).isCloseTo(0.8, within(0.02));
        assertThat(chosen.coverage()).isCloseTo(0.2, within(0.02));
        assertThat(chosen.risk()).isLessThanOrEqualTo(0.1 + 1e-9);
        assertThat(curve.area()).isCloseTo(0.25, within(0.01));
    }

    @Test
    void theThresholdAnswersAsManyAsTheRiskAllows() {
        RiskCoverage curve = RiskCoverage.of(ANSWERS);

        assertThat(curve.forRisk(0.3)).hasValue(new RiskCoveragePoint(0.7, 0.5, 0.25));
        assertThat(curve.forAccuracy(0.625)).hasValue(new RiskCoveragePoint(0.5, 1, 0.375));
        assertThat(RiskCoverage.of(List.of(new GradedAnswer(0.9, 0))).forRisk(0.5))
                .isEmpty();
    }

    @Test
    void thinningKeepsTheLastPoint() {
        RiskCoverage curve = RiskCoverage.of(ReliabilityDiagramTest.answers(1_001, probability -> probability));

        assertThat(curve.thinned(100))
                .hasSizeBetween(50, 100)
                .last()
                .isEqualTo(curve.points().get(1_000));
        assertThat(RiskCoverage.of(ANSWERS).thinned(100))
                .isEqualTo(RiskCoverage.of(ANSWERS).points());
    }

    @Test
    void thereMustBeAnswers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RiskCoverage.of(List.of()))
                .withMessageContaining("at least one answer");
    }
}
