package dev.captioner.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The updates of each epoch: a function of the epoch's number, so that a training can go on anywhere. */
interface EpochBatches {
    /** The batches of an epoch counted from 0, in order; as many in each. */
    List<PlannedBatch> of(int epoch);

    /** Two kinds of batches in random order. */
    static EpochBatches mixed(EpochBatches first, EpochBatches second, long seed) {
        return epoch -> {
            List<PlannedBatch> all = new ArrayList<>(first.of(epoch));
            all.addAll(second.of(epoch));
            Collections.shuffle(all, new Random(EpochPlan.mix(seed + 4, epoch)));
            return all;
        };
    }
}
