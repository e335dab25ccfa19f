package dev.captioner.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Times contestants in turns, so that whatever else the machine does hits all of them, and compares them with the first. Every
 * result, those of the warm-up too, is checked outside of the time that is taken.
 */
final class Race<T> {
    private final String title;
    private final String unit;
    private final int units;
    private final Check<T> check;
    private final Map<String, Contestant<T>> contestants = new LinkedHashMap<>();

    /** Work to be timed; the round is counted from 0. */
    interface Contestant<T> {
        T run(int round) throws Exception;
    }

    /** Throws when the result of a round is wrong, with what was expected and what was found. */
    interface Check<T> {
        void check(T result, int round);
    }

    /**
     * A race without contestants.
     *
     * @param unit what is made, in the singular, such as {@code photo}
     * @param units how many of them a contestant makes in one round
     */
    Race(String title, String unit, int units, Check<T> check) {
        this.title = title;
        this.unit = unit;
        this.units = units;
        this.check = check;
    }

    /** Adds a contestant; the first is what the others are compared with. */
    Race<T> enter(String name, Contestant<T> contestant) {
        contestants.put(name, contestant);
        return this;
    }

    /**
     * Runs a third as many rounds to warm up, then those that count.
     *
     * @throws IllegalStateException when a contestant fails or gives a wrong result
     */
    RaceTable run(int rounds) {
        Map<String, double[]> milliseconds = new LinkedHashMap<>();
        contestants.keySet().forEach(name -> milliseconds.put(name, new double[rounds]));
        for (int round = -rounds / 3 - 1; round < rounds; round++) {
            for (Map.Entry<String, double[]> taken : milliseconds.entrySet()) {
                double time = time(taken.getKey(), round + rounds);
                if (round >= 0) {
                    taken.getValue()[round] = time;
                }
            }
        }
        return new RaceTable(title, unit, milliseconds);
    }

    /** Milliseconds a unit. */
    private double time(String name, int round) {
        Contestant<T> contestant = contestants.get(name);
        if (contestant == null) {
            throw new IllegalArgumentException("no contestant " + name);
        }
        try {
            long start = System.nanoTime();
            T result = contestant.run(round);
            double milliseconds = (System.nanoTime() - start) / 1e6 / units;
            check.check(result, round);
            return milliseconds;
        } catch (Exception e) {
            throw new IllegalStateException(title + ": " + name + " failed: " + e.getMessage(), e);
        }
    }
}
