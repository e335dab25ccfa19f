package dev.captioner.heatmap;

/**
 * Maps attention to heat: places or words at or below the mean are cold, the most attended one is hottest.
 *
 * @param cold share up to which something is cold
 * @param full share from which on something is hottest; more than {@code cold}
 */
record HeatScale(double cold, double full) {
    /** So many times the even share is hottest, or the greatest if that is more: little differences stay little. */
    private static final double FULL = 2;

    /** From where the network did not look to where it looked most. */
    private static final int[][] COLOURS = {{38, 12, 84}, {126, 30, 110}, {205, 62, 76}, {247, 132, 36}, {255, 222, 96}
    };

    /**
     * The scale of the photo's places, or of the question's words.
     *
     * @param even share of each place and word under uniform attention
     * @param mean mean share of the places, or of the words; small when the attention was on the others
     * @param greatest the greatest share of any of them
     */
    static HeatScale of(double even, double mean, double greatest) {
        return new HeatScale(Math.min(even, mean), Math.max(FULL * even, greatest));
    }

    /** From 0, cold, to 1, hottest. */
    double heat(double share) {
        return Math.max(0, (share - cold) / (full - cold));
    }

    /** Red, green or blue of a heat. */
    static double colour(int channel, double heat) {
        double position = heat * (COLOURS.length - 1);
        int below = Math.min((int) position, COLOURS.length - 2);
        double share = position - below;
        return (1 - share) * COLOURS[below][channel] + share * COLOURS[below + 1][channel];
    }
}
