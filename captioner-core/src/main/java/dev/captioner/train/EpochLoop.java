package dev.captioner.train;

import dev.captioner.model.CaptionBatch;
import dev.captioner.model.TrainingNetwork;
import dev.captioner.train.EpochPlan.Showing;
import java.util.List;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Epoch after epoch: batches, evaluation, checkpoint, until the recipe's end or until the score stops rising. */
final class EpochLoop {
    /** One block of memory that every batch's arrays are laid out in: allocating each anew takes a third of the time. */
    private static final WorkspaceConfiguration WORKSPACE = WorkspaceConfiguration.builder()
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyAllocation(AllocationPolicy.OVERALLOCATE)
            .overallocationLimit(0.5)
            .policySpill(SpillPolicy.REALLOCATE)
            .build();

    private final Recipe recipe;
    private final FeatureCache cache;
    private final List<Example> examples;
    private final DevelopmentScorer scorer;
    private final TrainingState state;
    private final TrainingLog log;
    private final TrainingListener listener;
    private final TrainingNetwork network;
    private final OneCycle schedule;

    EpochLoop(
            Recipe recipe,
            FeatureCache cache,
            List<Example> examples,
            DevelopmentScorer scorer,
            TrainingState state,
            TrainingLog log,
            TrainingListener listener) {
        this.recipe = recipe;
        this.cache = cache;
        this.examples = examples;
        this.scorer = scorer;
        this.state = state;
        this.log = log;
        this.listener = listener;
        this.network = new TrainingNetwork(state.parameters);
        long batches = EpochPlan.batches(examples, recipe.photosPerBatch(), recipe.seed(), 0)
                .size();
        this.schedule = new OneCycle(recipe.peakRate(), recipe.warmUp(), batches * recipe.epochs());
    }

    /** Runs what is left to run; {@code checkpoint} is called after each epoch. */
    void run(Runnable checkpoint) {
        while (state.epoch < recipe.epochs() && state.epoch - state.bestEpoch < recipe.patience()) {
            long start = System.nanoTime();
            Totals totals = trainEpoch(state.epoch, start);
            double trainingSeconds = (System.nanoTime() - start) / 1e9;
            DevelopmentScorer.Score score =
                    scorer.score(state.parameters.shape(), state.parameters.copy(state.average), listener::evaluated);
            state.epoch++;
            boolean best = score.cider() > state.bestScore;
            if (best) {
                state.bestScore = score.cider();
                state.bestEpoch = state.epoch;
                state.best.assign(state.average);
            }
            EpochRecord record = new EpochRecord(
                    state.epoch,
                    totals.loss / totals.tokens,
                    score.cider(),
                    score.bleu4(),
                    score.distinct(),
                    schedule.rate(state.step - 1),
                    totals.norm / totals.batches,
                    totals.tokens / trainingSeconds,
                    (System.nanoTime() - start) / 1e9,
                    best);
            log.add(record);
            checkpoint.run();
            listener.epoch(record);
        }
    }

    /** Sums over an epoch. */
    private static final class Totals {
        double loss;
        double tokens;
        double norm;
        int batches;
    }

    @SuppressWarnings("try") // the workspace is used by being open
    private Totals trainEpoch(int epoch, long start) {
        Totals totals = new Totals();
        List<List<Showing>> batches = EpochPlan.batches(examples, recipe.photosPerBatch(), recipe.seed(), epoch);
        for (List<Showing> showings : batches) {
            try (MemoryWorkspace workspace =
                    Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, "caption-training")) {
                trainBatch(showings, totals);
            }
            listener.batch(
                    epoch + 1,
                    recipe.epochs(),
                    ++totals.batches,
                    batches.size(),
                    totals.loss / totals.tokens,
                    totals.tokens / ((System.nanoTime() - start) / 1e9));
        }
        return totals;
    }

    private void trainBatch(List<Showing> showings, Totals totals) {
        int[][][] sentences =
                showings.stream().map(s -> s.example().sentences()).toArray(int[][][]::new);
        CaptionBatch batch = new CaptionBatch(features(showings), sentences);
        double loss =
                network.lossAndGradients(batch, recipe.regularisation(), EpochPlan.mix(recipe.seed() + 1, state.step));
        double norm = state.parameters.gradients().norm2Number().doubleValue();
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw new TrainingException(
                    "loss " + loss + " and gradient norm " + norm + " at epoch " + (state.epoch + 1)
                            + ", batch " + (totals.batches + 1) + " (photos "
                            + showings.stream().map(s -> s.example().name()).collect(Collectors.joining(", "))
                            + "). Lower the peak rate, or look at these photos and captions; --resume goes on from the last epoch.");
        }
        state.optimiser.update(
                state.parameters.values(), state.parameters.gradients(), norm, schedule.rate(state.step), state.step);
        state.step++;
        average();
        totals.loss += loss * batch.weightTotal();
        totals.tokens += batch.weightTotal();
        totals.norm += norm;
    }

    /** Running mean of the weights (Polyak & Juditsky 1992), shorter in the beginning so that the start is forgotten. */
    private void average() {
        double decay = Math.min(recipe.averaging(), (1.0 + state.step) / (10.0 + state.step));
        if (recipe.averaging() == 0) {
            decay = 0;
        }
        state.average.muli(decay).addi(state.parameters.values().mul(1 - decay));
    }

    private INDArray features(List<Showing> showings) {
        int values = cache.valuesPerPhoto();
        float[] features = new float[showings.size() * values];
        for (int i = 0; i < showings.size(); i++) {
            cache.read(showings.get(i).slot(), features, i * values);
        }
        long channels = state.parameters.shape().channels();
        return Nd4j.createFromArray(features).reshape('c', features.length / channels, channels); // [P * L, D]
    }
}
