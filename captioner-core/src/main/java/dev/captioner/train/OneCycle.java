package dev.captioner.train;

/**
 * The one-cycle learning rate (Smith & Topin 2018, with cosine annealing): up to the peak over the warm-up, down to nearly
 * nothing at the end.
 *
 * @param peak highest rate
 * @param warmUp share of all steps until the peak, above 0 and below 1
 * @param steps how many updates there will be
 */
record OneCycle(double peak, double warmUp, long steps) {
    private static final double START_DIVISOR = 25;
    private static final double END_DIVISOR = 250_000;

    /** Checks the ranges. */
    public OneCycle {
        if (!(peak > 0) || !(warmUp > 0 && warmUp < 1) || steps < 1) {
            throw new IllegalArgumentException(
                    "one cycle needs a positive peak and steps and a warm-up between 0 and 1, " + "found peak=" + peak
                            + " warmUp=" + warmUp + " steps=" + steps);
        }
    }

    /** The rate of an update, counted from 0. */
    public double rate(long step) {
        double top = Math.max(1, warmUp * steps - 1);
        if (step <= top) {
            return cosine(peak / START_DIVISOR, peak, step / top);
        }
        return cosine(peak, peak / END_DIVISOR, Math.min(1, (step - top) / Math.max(1, steps - 1 - top)));
    }

    /** Half a cosine wave from one value to the other. */
    private static double cosine(double from, double to, double share) {
        return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
    }
}
