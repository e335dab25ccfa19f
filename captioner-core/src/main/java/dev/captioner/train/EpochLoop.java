package dev.captioner.train;

import dev.captioner.text.Vocabulary;

/**
 * The training loop: epochs of cross-entropy, then rounds of self-critical training, each with updates, evaluation,
 * log and checkpoint. A stage ends early when the score has not risen for {@code patience} epochs.
 */
final class EpochLoop {
    private final TrainingRecipe recipe;
    private final EpochBatches batches;
    private final CaptionBatches captions;
    private final Vocabulary vocabulary;
    private final DevelopmentScorer scorer;
    private final TrainingState state;
    private final TrainingLog log;
    private final TrainingListener listener;
    private final Updates updates;

    EpochLoop(
            TrainingRecipe recipe,
            EpochBatches batches,
            CaptionBatches captions,
            Vocabulary vocabulary,
            DevelopmentScorer scorer,
            TrainingState state,
            TrainingLog log,
            TrainingListener listener) {
        this.recipe = recipe;
        this.batches = batches;
        this.captions = captions;
        this.vocabulary = vocabulary;
        this.scorer = scorer;
        this.state = state;
        this.log = log;
        this.listener = listener;
        this.updates = new Updates(state, recipe.optimisation().averaging());
    }

    /** Runs the remaining epochs and rounds; {@code checkpoint} is called after each. */
    void run(Runnable checkpoint) {
        if (recipe.optimisation().epochs() > 0) {
            CrossEntropyEpoch epoch = new CrossEntropyEpoch(recipe, batches, state, updates);
            while (!state.inSecondStage() && state.epoch < recipe.optimisation().epochs() && !outOfPatience(0)) {
                double rate = epoch.rate(state.epoch);
                finish(epoch.train(listener), rate, checkpoint);
            }
        }
        if (recipe.selfCritical().rounds() == 0) {
            return;
        }
        if (!state.inSecondStage()) {
            state.startSecondStage();
        }
        SelfCriticalRound round = new SelfCriticalRound(recipe, captions, vocabulary, state, updates);
        int from = state.secondStageFrom;
        while (state.epoch - from < recipe.selfCritical().rounds() && !outOfPatience(from)) {
            finish(round.train(listener), recipe.selfCritical().rate(), checkpoint);
        }
    }

    private boolean outOfPatience(int stageFrom) {
        return state.epoch - Math.max(stageFrom, state.bestEpoch)
                >= recipe.optimisation().patience();
    }

    private void finish(EpochTotals totals, double rate, Runnable checkpoint) {
        DevelopmentScorer.Score score =
                scorer.score(state.parameters.shape(), state.parameters.copy(state.average), listener::evaluated);
        state.epoch++;
        boolean best = state.offer(score.value());
        EpochRecord record = new EpochRecord(
                state.epoch,
                state.inSecondStage() ? EpochRecord.Stage.SELF_CRITICAL : EpochRecord.Stage.CROSS_ENTROPY,
                totals.loss(),
                score.cider(),
                score.bleu4(),
                score.distinct(),
                score.answers(),
                rate,
                totals.gradientNorm(),
                totals.tokensPerSecond(),
                totals.secondsSinceStart(),
                best);
        log.add(record);
        checkpoint.run();
        listener.epoch(record);
    }
}
