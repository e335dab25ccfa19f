package dev.captioner.evaluate.answers;

import dev.captioner.api.Internal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether answers given with probability p are right in a share p of the cases: a reliability diagram (Niculescu-Mizil and
 * Caruana, "Predicting Good Probabilities with Supervised Learning", 2005) over intervals of equal width as in Guo et al., "On
 * Calibration of Modern Neural Networks", 2017.
 *
 * @param bins those that have answers, in ascending order
 */
public record ReliabilityDiagram(List<ReliabilityBin> bins) {
    /** Into how many intervals 0 to 1 is cut, as in Guo et al. */
    public static final int INTERVALS = 15;

    /** Copies the list. */
    public ReliabilityDiagram {
        bins = List.copyOf(bins);
    }

    /** Sorts answers into the intervals. */
    @Internal
    public static ReliabilityDiagram of(Collection<GradedAnswer> answers) {
        Map<Integer, List<GradedAnswer>> sorted = answers.stream()
                .collect(Collectors.groupingBy(
                        answer -> interval(answer.probability()), TreeMap::new, Collectors.toList()));
        List<ReliabilityBin> bins = new ArrayList<>();
        sorted.forEach((interval, members) -> bins.add(new ReliabilityBin(
                interval / (double) INTERVALS,
                (interval + 1) / (double) INTERVALS,
                members.size(),
                members.stream()
                        .mapToDouble(GradedAnswer::probability)
                        .average()
                        .orElseThrow(),
                members.stream().mapToDouble(GradedAnswer::accuracy).average().orElseThrow())));
        return new ReliabilityDiagram(bins);
    }

    private static int interval(double probability) {
        return Math.max(0, (int) Math.ceil(probability * INTERVALS) - 1);
    }

    /**
     * The expected calibration error (Naeini et al., "Obtaining Well Calibrated Probabilities Using Bayesian Binning", 2015):
     * the mean over the answers of the distance between the accuracy and the probability of their bin. 0 when there are none.
     */
    public double expectedCalibrationError() {
        int answers = bins.stream().mapToInt(ReliabilityBin::answers).sum();
        return bins.stream()
                .mapToDouble(bin -> Math.abs(bin.accuracy() - bin.probability()) * bin.answers() / answers)
                .sum();
    }
}
