package dev.captioner.image;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The memory outside the heap in which decoders collect the coefficients of JPEGs with several scans, such as progressive ones: two
 * bytes for each, so three a pixel with chroma at half the resolution, six at full resolution. All decoders of the process share it: a
 * photo waits until there is enough.
 */
final class CoefficientMemory {
    /** 250 megapixels with chroma at half the resolution, 128 at full resolution. */
    static final long MOST = 768_000_000;

    private static final int UNIT = 1_000_000;
    private static final Semaphore UNITS = new Semaphore((int) (MOST / UNIT), true);

    private CoefficientMemory() {}

    /**
     * Waits for memory, holds it during a computation, and gives it back.
     *
     * @param bytes at most {@link #MOST}
     */
    static <T> T with(long bytes, Supplier<T> computation) {
        int units = (int) ((bytes + UNIT - 1) / UNIT);
        UNITS.acquireUninterruptibly(units);
        try {
            return computation.get();
        } finally {
            UNITS.release(units);
        }
    }
}
