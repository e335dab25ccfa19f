package dev.captioner.train;

import dev.captioner.model.training.SentenceBatch;
import dev.captioner.train.EpochPlan.Showing;
import java.util.List;

/** Batches of captioned photos. */
record CaptionBatches(List<Example> examples, PhotoFeatures features, int photosPerBatch, long seed)
        implements EpochBatches {
    @Override
    public List<PlannedBatch> of(int epoch) {
        return EpochPlan.batches(examples, photosPerBatch, seed, epoch).stream()
                .<PlannedBatch>map(showings -> new Batch(showings, features))
                .toList();
    }

    private record Batch(List<Showing> showings, PhotoFeatures features) implements PlannedBatch {
        @Override
        public SentenceBatch make() {
            return SentenceBatch.ofCaptions(
                    features.of(showings.stream().mapToInt(Showing::slot).toArray()),
                    showings.stream().mapToInt(s -> s.example().start()).toArray(),
                    showings.stream().map(s -> s.example().sentences()).toArray(int[][][]::new));
        }

        @Override
        public List<String> photos() {
            return showings.stream().map(s -> s.example().name()).toList();
        }
    }
}
