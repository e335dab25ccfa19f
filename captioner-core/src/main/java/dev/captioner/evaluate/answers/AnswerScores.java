package dev.captioner.evaluate.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Scores of a model's answers. Jackson writes them as one object, with the values of {@code all} inlined.
 *
 * @param all over all questions
 * @param expectedCalibrationError {@link ReliabilityDiagram#expectedCalibrationError}
 * @param areaUnderRiskCoverage {@link RiskCoverage#area}
 * @param byKind scores of each kind of question, in alphabetical order
 * @param bySource scores of each data set, in alphabetical order
 * @param reliability the bins of the reliability diagram
 * @param riskCoverage at most 100 points of the curve
 */
public record AnswerScores(
        @JsonUnwrapped AnswerGroup all,
        double expectedCalibrationError,
        double areaUnderRiskCoverage,
        Map<String, AnswerGroup> byKind,
        Map<String, AnswerGroup> bySource,
        List<ReliabilityBin> reliability,
        List<RiskCoveragePoint> riskCoverage) {
    private static final int POINTS = 100;

    /** Copies maps and lists. */
    public AnswerScores {
        byKind = Collections.unmodifiableMap(new TreeMap<>(byKind));
        bySource = Collections.unmodifiableMap(new TreeMap<>(bySource));
        reliability = List.copyOf(reliability);
        riskCoverage = List.copyOf(riskCoverage);
    }

    /**
     * Judges answers.
     *
     * @param taxonomy for WUPS, which is left out without one
     * @throws IllegalArgumentException when there are no answers or a probability is none
     */
    public static AnswerScores of(Collection<JudgedAnswer> answers, @Nullable Taxonomy taxonomy) {
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("expected at least one answer to judge, found none");
        }
        List<GradedAnswer> graded = answers.stream()
                .map(answer -> new GradedAnswer(answer.probability(), answer.accuracy()))
                .toList();
        ReliabilityDiagram reliability = ReliabilityDiagram.of(graded);
        RiskCoverage riskCoverage = RiskCoverage.of(graded);
        return new AnswerScores(
                AnswerGroup.of(answers, taxonomy),
                reliability.expectedCalibrationError(),
                riskCoverage.area(),
                grouped(answers, JudgedAnswer::kind, taxonomy),
                grouped(answers, JudgedAnswer::source, taxonomy),
                reliability.bins(),
                riskCoverage.thinned(POINTS));
    }

    private static Map<String, AnswerGroup> grouped(
            Collection<JudgedAnswer> answers, Function<JudgedAnswer, String> name, @Nullable Taxonomy taxonomy) {
        Map<String, AnswerGroup> groups = new TreeMap<>();
        answers.stream()
                .collect(Collectors.groupingBy(name))
                .forEach((group, members) -> groups.put(group, AnswerGroup.of(members, taxonomy)));
        return groups;
    }

    /** The reliability diagram and the risk-coverage curve as an SVG picture. */
    public String svg() {
        return AnswerCurves.svg(this);
    }
}
