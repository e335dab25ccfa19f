package dev.captioner.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Times contestants in turns and compares them with the first. */
final class Race {
    private static final int WARM_UP_ROUNDS = 5;
    private static final int ROUNDS = 25;

    private Race() {}

    /** Work to be timed. */
    interface Contestant {
        void run() throws Exception;
    }

    /**
     * A table: for each contestant the least and the median time in milliseconds, each with its ratio to the first one's. The
     * least says what the code can do, the median also what else the machine was doing.
     */
    static String run(String title, Map<String, Contestant> contestants) {
        Map<String, double[]> times = new LinkedHashMap<>();
        contestants.keySet().forEach(name -> times.put(name, new double[ROUNDS]));
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            for (Map.Entry<String, Contestant> contestant : contestants.entrySet()) {
                double milliseconds = time(contestant.getKey(), contestant.getValue());
                if (round >= 0) {
                    times.getOrDefault(contestant.getKey(), new double[ROUNDS])[round] = milliseconds;
                }
            }
        }
        times.values().forEach(Arrays::sort);
        return table(title, times);
    }

    private static double time(String name, Contestant contestant) {
        long start = System.nanoTime();
        try {
            contestant.run();
        } catch (Exception e) {
            throw new IllegalStateException(name + " failed", e);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static String table(String title, Map<String, double[]> times) {
        double[] first = times.values().iterator().next();
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT, "%-28s %10s %7s %10s %7s%n", title, "min ms", "ratio", "median ms", "ratio"));
        times.forEach((name, sorted) -> table.append(String.format(
                Locale.ROOT,
                "%-28s %10.1f %7.2f %10.1f %7.2f%n",
                name,
                sorted[0],
                sorted[0] / first[0],
                sorted[ROUNDS / 2],
                sorted[ROUNDS / 2] / first[ROUNDS / 2])));
        return table.toString();
    }
}
