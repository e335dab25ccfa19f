package dev.captioner.evaluate.answers;

import dev.captioner.api.Internal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The risk-coverage curve of a model that may abstain (El-Yaniv and Wiener, "On the Foundations of Noise-free Selective
 * Classification", 2010; Geifman and El-Yaniv, "Selective Classification for Deep Neural Networks", 2017).
 *
 * @param points one for each probability that occurs, from the surest on; the last has coverage 1 and the risk of all answers
 * @param area under the curve: the mean over the answers, from the surest on, of the risk of those up to it. Answers of the same
 *     probability share their accuracy, so that their order has no influence. 0 is best; chance gives the risk of all.
 */
public record RiskCoverage(List<RiskCoveragePoint> points, double area) {
    private static final double ROUNDING = 1e-12;

    /** Copies the list. */
    public RiskCoverage {
        points = List.copyOf(points);
    }

    /**
     * Draws the curve.
     *
     * @throws IllegalArgumentException when there are no answers
     */
    @Internal
    public static RiskCoverage of(Collection<GradedAnswer> answers) {
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("expected at least one answer for a risk-coverage curve, found none");
        }
        List<GradedAnswer> surestFirst = answers.stream()
                .sorted(Comparator.comparingDouble(GradedAnswer::probability).reversed())
                .toList();
        List<RiskCoveragePoint> points = new ArrayList<>();
        double wrong = 0;
        double sumOfRisks = 0;
        for (int start = 0, end; start < surestFirst.size(); start = end) {
            double probability = surestFirst.get(start).probability();
            double wrongHere = 0;
            for (end = start; end < surestFirst.size() && surestFirst.get(end).probability() == probability; end++) {
                wrongHere += 1 - surestFirst.get(end).accuracy();
            }
            for (int answered = start + 1; answered <= end; answered++) {
                sumOfRisks += (wrong + wrongHere * (answered - start) / (end - start)) / answered;
            }
            wrong += wrongHere;
            points.add(new RiskCoveragePoint(probability, end / (double) answers.size(), wrong / end));
        }
        return new RiskCoverage(points, sumOfRisks / answers.size());
    }

    /**
     * The point that answers most among those with at most a given risk. Its threshold was chosen on these very answers: on
     * others the risk may be higher, the more so the lower the coverage.
     *
     * @return empty when even the surest answers are riskier
     */
    public Optional<RiskCoveragePoint> forRisk(double risk) {
        return points.stream()
                .filter(point -> point.risk() <= risk + ROUNDING)
                .max(Comparator.comparingDouble(RiskCoveragePoint::coverage));
    }

    /** The point that answers most among those with at least a given accuracy; see {@link #forRisk}. */
    public Optional<RiskCoveragePoint> forAccuracy(double accuracy) {
        return forRisk(1 - accuracy);
    }

    /** At most the given number of points at equal distances, including the last, for reports and pictures. */
    public List<RiskCoveragePoint> thinned(int most) {
        int step = (points.size() + most - 1) / most;
        List<RiskCoveragePoint> kept = new ArrayList<>();
        for (int point = (points.size() - 1) % step; point < points.size(); point += step) {
            kept.add(points.get(point));
        }
        return kept;
    }
}
