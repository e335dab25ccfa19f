package dev.captioner.evaluate.answers;

import java.util.Arrays;
import java.util.List;

/**
 * One number that makes a model as sure as it is right (Guo et al., "On Calibration of Modern Neural Networks", 2017): the
 * probabilities of a closed list of answers become {@code softmax(log p / T)}. The order of the answers stays.
 */
public final class TemperatureScaling {
    /** The lowest temperature that is fitted: the model is far less sure than right, or never wrong. */
    public static final double LOWEST = 0.01;

    /** The highest temperature that is fitted: the model's probabilities say nothing, or less. */
    public static final double HIGHEST = 100;

    private static final double PRECISION = 1e-6;

    private TemperatureScaling() {}

    /**
     * What a model said of one question.
     *
     * @param logProbabilities of the answers of the list; they need not add up to 1, and negative infinity is an answer that the
     *     model rules out
     * @param right the index of the right one, which must not be ruled out: no temperature could mend that
     */
    public record Prediction(List<Double> logProbabilities, int right) {
        /** Copies the list and checks it. */
        public Prediction {
            logProbabilities = List.copyOf(logProbabilities);
            if (right < 0 || right >= logProbabilities.size()) {
                throw new IllegalArgumentException(
                        "the right answer is one of " + logProbabilities.size() + ", found index " + right);
            }
            if (logProbabilities.stream().anyMatch(value -> value.isNaN() || value == Double.POSITIVE_INFINITY)
                    || logProbabilities.get(right).isInfinite()) {
                throw new IllegalArgumentException(
                        "log-probabilities are numbers, and that of the right answer is finite;" + " found "
                                + logProbabilities.get(right) + " for the right one, index " + right);
            }
        }
    }

    /**
     * The temperature with the least negative log-likelihood of the right answers, between {@link #LOWEST} and {@link #HIGHEST}.
     *
     * <p>The likelihood is convex in 1/T, so its derivative, the sum over the questions of {@code E[log p] - log p(right)},
     * changes sign once: the interval of log T is halved until it is as small as the precision. Where the derivative vanishes
     * everywhere, as for equal probabilities, every temperature is as good, and 1 leaves things as they are.
     *
     * @param predictions for questions that the model was not trained on
     * @throws IllegalArgumentException when there are none
     */
    public static double fit(List<Prediction> predictions) {
        if (predictions.isEmpty()) {
            throw new IllegalArgumentException("expected at least one prediction to fit a temperature to, found none");
        }
        double hottest = slope(predictions, HIGHEST);
        double coldest = slope(predictions, LOWEST);
        if (hottest == 0 && coldest == 0) {
            return 1;
        }
        if (hottest >= 0 || coldest <= 0) {
            return hottest >= 0 ? HIGHEST : LOWEST;
        }
        double low = Math.log(LOWEST);
        double high = Math.log(HIGHEST);
        while (high - low > PRECISION) {
            double middle = (low + high) / 2;
            if (slope(predictions, Math.exp(middle)) > 0) {
                low = middle; // too sure: hotter
            } else {
                high = middle;
            }
        }
        return Math.exp((low + high) / 2);
    }

    /**
     * The probabilities of the answers of a closed list at a temperature.
     *
     * @param temperature above 0
     * @throws IllegalArgumentException when the temperature is not a positive number or no answer has a finite log-probability
     */
    public static double[] probabilities(List<Double> logProbabilities, double temperature) {
        double largest =
                logProbabilities.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NEGATIVE_INFINITY);
        if (!(temperature > 0 && Double.isFinite(temperature) && Double.isFinite(largest))) {
            throw new IllegalArgumentException("expected a positive temperature and a finite log-probability, found"
                    + " temperature " + temperature + " and " + largest + " as the largest log-probability");
        }
        double[] probabilities = logProbabilities.stream()
                .mapToDouble(value -> Math.exp((value - largest) / temperature))
                .toArray();
        double sum = Arrays.stream(probabilities).sum();
        return Arrays.stream(probabilities).map(value -> value / sum).toArray();
    }

    /** The derivative of the negative log-likelihood by 1/T. */
    private static double slope(List<Prediction> predictions, double temperature) {
        double slope = 0;
        for (Prediction prediction : predictions) {
            double right = prediction.logProbabilities().get(prediction.right());
            double[] probabilities = probabilities(prediction.logProbabilities(), temperature);
            for (int answer = 0; answer < probabilities.length; answer++) {
                if (probabilities[answer] > 0) { // zero times negative infinity is zero here
                    slope += probabilities[answer]
                            * (prediction.logProbabilities().get(answer) - right);
                }
            }
        }
        return slope;
    }
}
