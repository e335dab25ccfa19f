package dev.captioner.evaluate.answers;

import dev.captioner.api.Internal;
import java.util.Arrays;
import java.util.List;

/**
 * One number that makes a model as sure as it is right (Guo et al., "On Calibration of Modern Neural Networks", 2017): the
 * probabilities of a closed list of answers become {@code softmax(log p / T)}. The order of the answers stays.
 */
@Internal
public final class TemperatureScaling {
    /** The lowest temperature that is fitted: the model is far less sure than right, or never wrong. */
    public static final double LOWEST = 0.01;

    /** The highest temperature that is fitted: the model's probabilities say nothing, or less. */
    public static final double HIGHEST = 100;

    private static final int GRID = 100;
    private static final double PRECISION = 1e-6;
    private static final double GOLDEN_SECTION = (Math.sqrt(5) - 1) / 2;

    /** A probability is taken to be this far from 0 and from 1, or one answer could have an infinite loss. */
    private static final double DOUBT = 1e-9;

    private TemperatureScaling() {}

    /**
     * What a model said of one question.
     *
     * @param logProbabilities of the answers of the list; they need not add up to 1, and negative infinity is an answer that the
     *     model rules out
     * @param credit how right the most probable of them is, from 0 to 1: where several people answered, the share that agreed
     */
    public record Prediction(List<Double> logProbabilities, double credit) {
        /** Copies the list and checks it. */
        public Prediction {
            logProbabilities = List.copyOf(logProbabilities);
            if (logProbabilities.stream().anyMatch(value -> value.isNaN() || value == Double.POSITIVE_INFINITY)
                    || logProbabilities.stream().allMatch(value -> value.isInfinite())) {
                throw new IllegalArgumentException(
                        "log-probabilities are numbers, and one of them is finite; found " + logProbabilities);
            }
            if (!(credit >= 0 && credit <= 1)) {
                throw new IllegalArgumentException("credit lies between 0 and 1, found " + credit);
            }
        }
    }

    /**
     * The temperature, between {@link #LOWEST} and {@link #HIGHEST}, at which the probabilities of the most probable answers fit best
     * how often those are right: with p the probability and a the credit, the mean of {@code -a log p - (1 - a) log(1 - p)} is least.
     *
     * <p>That is not the likelihood of the right answers, which the temperature usually is fitted to: only the first answer's
     * probability is shown beside it and decides on abstention; it counts questions whose right answer is not in the list; and it can use
     * answers that people agree on in part. The loss of one answer falls, then rises with T, but a sum of such need not: a grid over log T
     * finds the valley, golden section search its ground. Where T makes no difference, 1 leaves things as they are.
     *
     * @param predictions for questions that the model was not trained on
     * @throws IllegalArgumentException when there are none
     */
    public static double fit(List<Prediction> predictions) {
        if (predictions.isEmpty()) {
            throw new IllegalArgumentException("expected at least one prediction to fit a temperature to, found none");
        }
        double step = Math.log(HIGHEST / LOWEST) / GRID;
        double best = 0; // the logarithm of 1
        double least = loss(predictions, 1);
        for (int i = 0; i <= GRID; i++) {
            double at = Math.log(LOWEST) + i * step;
            double loss = loss(predictions, Math.exp(at));
            if (loss < least - PRECISION) {
                best = at;
                least = loss;
            }
        }
        double found =
                ground(predictions, Math.max(Math.log(LOWEST), best - step), Math.min(Math.log(HIGHEST), best + step));
        return Math.exp(loss(predictions, Math.exp(found)) < least ? found : best);
    }

    /** Golden section search for the least loss between two logarithms of T. */
    private static double ground(List<Prediction> predictions, double low, double high) {
        double left = high - GOLDEN_SECTION * (high - low);
        double right = low + GOLDEN_SECTION * (high - low);
        double leftLoss = loss(predictions, Math.exp(left));
        double rightLoss = loss(predictions, Math.exp(right));
        while (high - low > PRECISION) {
            if (leftLoss < rightLoss) {
                high = right;
                right = left;
                rightLoss = leftLoss;
                left = high - GOLDEN_SECTION * (high - low);
                leftLoss = loss(predictions, Math.exp(left));
            } else {
                low = left;
                left = right;
                leftLoss = rightLoss;
                right = low + GOLDEN_SECTION * (high - low);
                rightLoss = loss(predictions, Math.exp(right));
            }
        }
        return (low + high) / 2;
    }

    /**
     * The probabilities of the answers of a closed list at a temperature.
     *
     * @param temperature above 0
     * @throws IllegalArgumentException when the temperature is not a positive number or no answer has a finite log-probability
     */
    public static double[] probabilities(List<Double> logProbabilities, double temperature) {
        double largest = largest(logProbabilities);
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

    private static double loss(List<Prediction> predictions, double temperature) {
        double loss = 0;
        for (Prediction prediction : predictions) {
            double sure = Math.min(Math.max(sure(prediction.logProbabilities(), temperature), DOUBT), 1 - DOUBT);
            loss -= prediction.credit() * Math.log(sure) + (1 - prediction.credit()) * Math.log1p(-sure);
        }
        return loss / predictions.size();
    }

    /** The probability of the most probable answer. */
    private static double sure(List<Double> logProbabilities, double temperature) {
        double largest = largest(logProbabilities);
        double sum = 0;
        for (double value : logProbabilities) {
            sum += Math.exp((value - largest) / temperature);
        }
        return 1 / sum;
    }

    private static double largest(List<Double> logProbabilities) {
        return logProbabilities.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NEGATIVE_INFINITY);
    }
}
