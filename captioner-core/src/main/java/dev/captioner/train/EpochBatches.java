package dev.captioner.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The batches of each epoch. They are a function of the epoch's number, so that a training can resume after any
 * epoch.
 */
interface EpochBatches {
    /** The batches of an epoch, counted from 0, in order; each epoch has the same number. */
    List<PlannedBatch> of(int epoch);

    /** Batches of two kinds in random order. */
    static EpochBatches mixed(EpochBatches first, EpochBatches second, long seed) {
        return epoch -> {
            List<PlannedBatch> all = new ArrayList<>(first.of(epoch));
            all.addAll(second.of(epoch));
            Collections.shuffle(all, new Random(EpochPlan.mix(seed + 4, epoch)));
            return all;
        };
    }
}
