package dev.captioner.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Times several candidates in alternating rounds, so that the load of the machine affects all of them alike. Every result, also of
 * the warm-up, is checked; the check is not timed.
 */
final class Comparison<T> {
    private final String title;
    private final String unit;
    private final int units;
    private final Check<T> check;
    private final Map<String, Candidate<T>> candidates = new LinkedHashMap<>();

    /** The code to time; rounds are counted from 0. */
    interface Candidate<T> {
        T run(int round) throws Exception;
    }

    /** Throws when the result of a round is wrong, with what was expected and what was found. */
    interface Check<T> {
        void check(T result, int round);
    }

    /**
     * A comparison without candidates.
     *
     * @param unit what a candidate produces, in the singular, such as {@code photo}
     * @param units how many of them a candidate produces per round
     */
    Comparison(String title, String unit, int units, Check<T> check) {
        this.title = title;
        this.unit = unit;
        this.units = units;
        this.check = check;
    }

    /** Adds a candidate. The first one is the baseline. */
    Comparison<T> add(String name, Candidate<T> candidate) {
        candidates.put(name, candidate);
        return this;
    }

    /**
     * Runs warm-up rounds, a third of the given number, and then the timed rounds.
     *
     * @throws IllegalStateException when a candidate fails or its result is wrong
     */
    ComparisonTable run(int rounds) {
        Map<String, double[]> milliseconds = new LinkedHashMap<>();
        candidates.keySet().forEach(name -> milliseconds.put(name, new double[rounds]));
        for (int round = -rounds / 3 - 1; round < rounds; round++) {
            for (Map.Entry<String, double[]> taken : milliseconds.entrySet()) {
                double time = time(taken.getKey(), round + rounds);
                if (round >= 0) {
                    taken.getValue()[round] = time;
                }
            }
        }
        return new ComparisonTable(title, unit, milliseconds);
    }

    /** Milliseconds per unit. */
    private double time(String name, int round) {
        Candidate<T> candidate = candidates.get(name);
        if (candidate == null) {
            throw new IllegalArgumentException("no candidate " + name);
        }
        try {
            long start = System.nanoTime();
            T result = candidate.run(round);
            double milliseconds = (System.nanoTime() - start) / 1e6 / units;
            check.check(result, round);
            return milliseconds;
        } catch (Exception e) {
            throw new IllegalStateException(title + ": " + name + " failed: " + e.getMessage(), e);
        }
    }
}
