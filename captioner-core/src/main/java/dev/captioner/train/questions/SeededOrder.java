package dev.captioner.train.questions;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** An order that looks random and depends on the seed and on what is ordered, not on the order in which it comes. */
record SeededOrder(long seed) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** The things, in this order. */
    <T> List<T> of(Collection<T> things, Function<T, String> key) {
        record Ranked<T>(long rank, String key, T thing) {}
        return things.stream()
                .map(thing -> {
                    String name = key.apply(thing);
                    return new Ranked<>(rank(name), name, thing);
                })
                .sorted(Comparator.<Ranked<T>>comparingLong(Ranked::rank).thenComparing(Ranked::key))
                .map(Ranked::thing)
                .toList();
    }

    /** A number from 0 to 1 that looks random. */
    double fraction(String key) {
        return (rank(key) >>> 11) * 0x1p-53;
    }

    /** FNV-1a of the key, mixed with the seed as SplitMix64 mixes. */
    private long rank(String key) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * FNV_PRIME;
        }
        long z = hash + (seed + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
