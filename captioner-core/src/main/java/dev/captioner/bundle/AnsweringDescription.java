package dev.captioner.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.captioner.text.CalibrationGroup;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a model computes the probabilities of its answers, and when it abstains.
 *
 * @param temperature T: log-probabilities of answers are divided by it before the softmax over the answer list.
 *     Fitted on development questions, so that probabilities are calibrated
 * @param temperatures temperatures of single groups of questions, by {@link CalibrationGroup#key()}; absent when all
 *     share {@code temperature}
 * @param abstainBelow the model abstains when its best answer has a smaller probability
 */
public record AnsweringDescription(
        double temperature,

        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<SortedMap<String, Double>> temperatures,

        double abstainBelow) {
    /** The network's own probabilities; the model never abstains. */
    public static final AnsweringDescription UNCALIBRATED = new AnsweringDescription(1, 0);

    /** Checks names and ranges. */
    public AnsweringDescription {
        temperatures = temperatures.map(own -> Collections.unmodifiableSortedMap(new TreeMap<>(own)));
        if (!isTemperature(temperature) || !(abstainBelow >= 0 && abstainBelow <= 1)) {
            throw new IllegalArgumentException("expected a positive temperature and abstainBelow from 0 to 1, found "
                    + temperature + " and " + abstainBelow);
        }
        temperatures.ifPresent(AnsweringDescription::check);
    }

    /** One temperature for all questions. */
    public AnsweringDescription(double temperature, double abstainBelow) {
        this(temperature, Optional.empty(), abstainBelow);
    }

    /** The temperature of the answers to a question. */
    public double temperatureOf(String question) {
        return temperatures
                .orElse(Collections.emptySortedMap())
                .getOrDefault(CalibrationGroup.of(question).key(), temperature);
    }

    private static void check(Map<String, Double> temperatures) {
        temperatures.forEach((group, own) -> {
            if (Arrays.stream(CalibrationGroup.values())
                    .noneMatch(known -> known.key().equals(group))) {
                throw new IllegalArgumentException("expected temperatures of "
                        + Arrays.stream(CalibrationGroup.values())
                                .map(CalibrationGroup::key)
                                .toList() + ", found one of '" + group + "'");
            }
            if (!isTemperature(own)) {
                throw new IllegalArgumentException(
                        "expected a positive temperature of " + group + " questions, found " + own);
            }
        });
    }

    private static boolean isTemperature(double value) {
        return value > 0 && value < Double.POSITIVE_INFINITY;
    }
}
