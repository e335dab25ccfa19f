package dev.captioner.decode;

/**
 * Counter-based random numbers: each is a function of seed, stream and position, not of how many were drawn before. It is the
 * output function of SplitMix64 (Steele, Lea and Flood 2014), applied to a key made of the three.
 */
final class CounterRandom {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private CounterRandom() {}

    /** A uniform number in [0, 1), a multiple of 2^-53. */
    static double uniform(long seed, long stream, long position) {
        long key = mix(mix(seed + GOLDEN_GAMMA) + (stream + 1) * GOLDEN_GAMMA);
        return (mix(key + (position + 1) * GOLDEN_GAMMA) >>> 11) * 0x1p-53;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
