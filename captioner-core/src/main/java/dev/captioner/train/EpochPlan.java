package dev.captioner.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The order in which an epoch shows the examples: shuffled, then sorted by length within pools of several batches, so
 * that the sentences of a batch are of similar length; then the batches are shuffled. Depends on seed and epoch only.
 */
final class EpochPlan {
    private static final int BATCHES_PER_POOL = 24;

    private EpochPlan() {}

    /** One example as it is shown. */
    record Showing(Example example, boolean mirrored) {
        int slot() {
            return mirrored ? example.mirroredSlot() : example.slot();
        }
    }

    /** The batches of an epoch. */
    static List<List<Showing>> batches(List<Example> examples, int perBatch, long seed, int epoch) {
        Random random = new Random(mix(seed, epoch));
        List<Showing> order = new ArrayList<>();
        for (Example example : examples) {
            order.add(new Showing(example, random.nextBoolean()));
        }
        Collections.shuffle(order, random);
        List<List<Showing>> batches = new ArrayList<>();
        int pool = perBatch * BATCHES_PER_POOL;
        for (int from = 0; from < order.size(); from += pool) {
            List<Showing> sorted = new ArrayList<>(order.subList(from, Math.min(order.size(), from + pool)));
            sorted.sort(Comparator.comparingInt(showing -> showing.example().longest()));
            for (int first = 0; first < sorted.size(); first += perBatch) {
                batches.add(List.copyOf(sorted.subList(first, Math.min(sorted.size(), first + perBatch))));
            }
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /** Spreads two numbers over 64 bits (the finaliser of SplitMix64, Steele et al. 2014). */
    static long mix(long seed, long number) {
        long z = seed * 0x9E3779B97F4A7C15L + number;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
