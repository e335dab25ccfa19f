package dev.captioner.train;

import dev.captioner.evaluate.Cider;
import dev.captioner.model.training.Regularisation;
import dev.captioner.text.Vocabulary;
import dev.captioner.train.EpochPlan.Showing;
import dev.captioner.train.SelfCriticalBatch.Sampled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.memory.MemoryWorkspace;

/** A round of the second stage: sampled captions become more or less likely according to their CIDEr-D. */
final class SelfCriticalRound {
    private final TrainingRecipe recipe;
    private final SelfCriticalStage stage;
    private final CaptionBatches data;
    private final TrainingState state;
    private final Updates updates;
    private final SelfCriticalBatch sampler;

    SelfCriticalRound(
            TrainingRecipe recipe, CaptionBatches data, Vocabulary vocabulary, TrainingState state, Updates updates) {
        this.recipe = recipe;
        this.stage = recipe.selfCritical();
        this.data = data;
        this.state = state;
        this.updates = updates;
        Map<String, List<List<Integer>>> references = new LinkedHashMap<>();
        for (Example example : data.examples()) {
            List<List<Integer>> own = references.computeIfAbsent(example.name(), name -> new ArrayList<>());
            for (int[] sentence : example.sentences()) {
                own.add(SelfCriticalBatch.withEnd(sentence));
            }
        }
        this.sampler = new SelfCriticalBatch(
                state.parameters,
                vocabulary,
                new Cider<>(references),
                stage.samples(),
                recipe.captions().maximumWords());
    }

    @SuppressWarnings("try") // the workspace is used by being open
    EpochTotals train(TrainingListener listener) {
        EpochTotals totals = new EpochTotals();
        long before = (long) (state.epoch - state.secondStageFrom) * stage.updates();
        for (int k = 0; k < stage.updates(); k++) {
            long update = before + k;
            List<Showing> showings = showings(update);
            try (MemoryWorkspace workspace = UpdateMemory.open()) {
                int[] slots = showings.stream().mapToInt(Showing::slot).toArray();
                List<String> names =
                        showings.stream().map(s -> s.example().name()).toList();
                Sampled sampled = sampler.sample(
                        names,
                        Arrays.stream(slots).mapToObj(data.features()::regions).toList(),
                        data.features().of(slots),
                        showings.stream().mapToInt(s -> s.example().start()).toArray(),
                        EpochPlan.mix(recipe.seed() + 2, update));
                Updates.Found found =
                        updates.apply(sampled.batch(), names, Regularisation.NONE, 0, stage.rate(), update);
                totals.add(-sampled.meanReward(), 1, sampled.batch().positions(), found.gradientNorm());
            }
            listener.batch(state.epoch + 1, totals.updates(), stage.updates(), totals.loss(), totals.tokensPerSecond());
        }
        return totals;
    }

    /** The photos of an update: batch after batch of one shuffled epoch after the other. */
    private List<Showing> showings(long update) {
        int batches = (data.examples().size() + recipe.captions().photosPerBatch() - 1)
                / recipe.captions().photosPerBatch();
        return EpochPlan.batches(data.examples(), recipe.captions().photosPerBatch(), recipe.seed() + 3, (int)
                        (update / batches))
                .get((int) (update % batches));
    }
}
