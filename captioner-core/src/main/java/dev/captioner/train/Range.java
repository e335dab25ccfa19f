package dev.captioner.train;

/** Checks of numbers in a recipe. */
final class Range {
    private Range() {}

    static void atLeast(int minimum, int value, String name) {
        if (value < minimum) {
            throw new IllegalArgumentException(name + " must be at least " + minimum + ", found " + value);
        }
    }
}
