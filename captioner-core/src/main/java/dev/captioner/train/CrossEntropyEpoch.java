package dev.captioner.train;

import dev.captioner.model.training.SentenceBatch;
import org.nd4j.linalg.api.memory.MemoryWorkspace;

/**
 * An epoch of the first stage: each word of every caption and answer is predicted from the words before it (teacher
 * forcing).
 */
final class CrossEntropyEpoch {
    private final TrainingRecipe recipe;
    private final EpochBatches batches;
    private final TrainingState state;
    private final Updates updates;
    private final OneCycle schedule;
    private final int batchesPerEpoch;

    CrossEntropyEpoch(TrainingRecipe recipe, EpochBatches batches, TrainingState state, Updates updates) {
        this.recipe = recipe;
        this.batches = batches;
        this.state = state;
        this.updates = updates;
        this.batchesPerEpoch = batches.of(0).size();
        this.schedule = new OneCycle(
                recipe.optimisation().peakRate(),
                recipe.optimisation().warmUp(),
                (long) batchesPerEpoch * recipe.optimisation().epochs());
    }

    /** The learning rate at the end of an epoch counted from 0. */
    double rate(int epoch) {
        return schedule.rate((epoch + 1L) * batchesPerEpoch - 1);
    }

    @SuppressWarnings("try") // the open workspace has an effect
    EpochTotals train(TrainingListener listener) {
        EpochTotals totals = new EpochTotals();
        for (PlannedBatch planned : batches.of(state.epoch)) {
            long update = (long) state.epoch * batchesPerEpoch + totals.updates();
            try (MemoryWorkspace workspace = UpdateMemory.open()) {
                SentenceBatch batch = planned.make();
                Updates.Found found = updates.apply(
                        batch,
                        planned.photos(),
                        planned.regularisation(recipe.regularisation()),
                        EpochPlan.mix(recipe.seed() + 1, update),
                        schedule.rate(update),
                        update);
                totals.add(found.loss(), batch.positions(), batch.positions(), found.gradientNorm());
            }
            listener.batch(state.epoch + 1, totals.updates(), batchesPerEpoch, totals.loss(), totals.tokensPerSecond());
        }
        return totals;
    }
}
