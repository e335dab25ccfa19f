package dev.captioner.image;

/** For every output pixel along one axis, which input pixels it is made of and with what weights, in fixed point. */
final class BicubicWeights {
    private static final double A = -0.5;
    /** Input pixels on either side that the kernel reaches when it does not shrink. */
    private static final double REACH = 2;
    /** 8 bits of an int are for the sample, 2 for sums beyond its range, the rest for the fraction. */
    private static final int FRACTION_BITS = 32 - 8 - 2;

    private final int[] firsts;
    private final int[][] kernels;

    BicubicWeights(int inputs, int outputs) {
        firsts = new int[outputs];
        kernels = new int[outputs][];
        double step = (double) inputs / outputs;
        double stretch = Math.max(step, 1);
        for (int i = 0; i < outputs; i++) {
            double centre = (i + 0.5) * step;
            firsts[i] = Math.max((int) (centre - REACH * stretch + 0.5), 0);
            int end = Math.min((int) (centre + REACH * stretch + 0.5), inputs);
            kernels[i] = kernel(firsts[i], end, centre, stretch);
        }
    }

    int outputs() {
        return firsts.length;
    }

    /** The first input pixel of an output pixel. */
    int first(int output) {
        return firsts[output];
    }

    /** The weights of that input pixel and those after it; their sum is 1 in fixed point, but for rounding. Not to be written. */
    int[] kernel(int output) {
        return kernels[output];
    }

    /** The sample of a weighted sum: rounded, and cut to 0 to 255, which the kernel overshoots at edges. */
    static byte sample(int sum) {
        int rounded = (sum + (1 << (FRACTION_BITS - 1))) >> FRACTION_BITS;
        return (byte) Math.max(0, Math.min(255, rounded));
    }

    private static int[] kernel(int first, int end, double centre, double stretch) {
        double[] weights = new double[end - first];
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            weights[k] = bicubic((k + first - centre + 0.5) * (1 / stretch));
            sum += weights[k];
        }
        int[] kernel = new int[weights.length];
        for (int k = 0; k < weights.length; k++) {
            double scaled = weights[k] / sum * (1 << FRACTION_BITS);
            kernel[k] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
        }
        return kernel;
    }

    /** Keys 1981, equation 15, for any a. */
    private static double bicubic(double x) {
        double distance = Math.abs(x);
        if (distance < 1) {
            return ((A + 2) * distance - (A + 3)) * distance * distance + 1;
        }
        return distance < 2 ? (((distance - 5) * distance + 8) * distance - 4) * A : 0;
    }
}
