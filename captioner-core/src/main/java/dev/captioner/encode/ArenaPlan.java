package dev.captioner.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where in one block of memory each convolution's output lies, such that outputs that are needed at the same time never
 * overlap. A convolution that adds a residual writes in place over it. The last output is not in the arena.
 *
 * @param offsets in bytes, one for each convolution but the last
 * @param bytes size of the arena
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ArenaPlan(long[] offsets, long bytes) {
    /** A size that keeps vector loads and pages of neighbours apart. */
    private static final long ALIGNMENT = 4096;

    /** A stretch of the arena in use by the output of one convolution until another has run. */
    private record Stretch(long begin, long end, int lastUse) {}

    /** Plans first-fit in order of execution. */
    static ArenaPlan of(List<Convolution> convolutions, long[] outputBytes) {
        int inner = convolutions.size() - 1;
        int[] owner = new int[inner]; // the convolution whose output was first to lie where this one's does
        int[] lastUse = new int[inner];
        for (int i = 0; i < inner; i++) {
            Convolution convolution = convolutions.get(i);
            owner[i] = convolution.addsResidual() ? owner[convolution.residual()] : i;
            lastUse[owner[i]] = i + 1; // the next convolution reads it
        }
        long[] offsets = new long[inner];
        long top = 0;
        List<Stretch> live = new ArrayList<>();
        for (int i = 0; i < inner; i++) {
            if (owner[i] != i) {
                offsets[i] = offsets[owner[i]];
                continue;
            }
            int now = i;
            live.removeIf(stretch -> stretch.lastUse() < now);
            Stretch stretch = firstFit(live, roundedUp(outputBytes[i]), lastUse[i]);
            live.add(stretch);
            offsets[i] = stretch.begin();
            top = Math.max(top, stretch.end());
        }
        return new ArenaPlan(offsets, top);
    }

    private static Stretch firstFit(List<Stretch> live, long bytes, int lastUse) {
        Stretch[] byPosition = live.toArray(new Stretch[0]);
        Arrays.sort(byPosition, Comparator.comparingLong(Stretch::begin));
        long begin = 0;
        for (Stretch taken : byPosition) {
            if (begin + bytes <= taken.begin()) {
                break;
            }
            begin = Math.max(begin, taken.end());
        }
        return new Stretch(begin, begin + bytes, lastUse);
    }

    private static long roundedUp(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
