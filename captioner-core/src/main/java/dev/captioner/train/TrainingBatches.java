package dev.captioner.train;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.train.EpochPlan.Showing;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The examples with their features, batch by batch. */
record TrainingBatches(List<Example> examples, FeatureCache cache, int grid, int channels) {
    /** One block of memory that every batch's arrays are laid out in: allocating each anew takes a third of the time. */
    private static final WorkspaceConfiguration WORKSPACE = WorkspaceConfiguration.builder()
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyAllocation(AllocationPolicy.OVERALLOCATE)
            .overallocationLimit(0.5)
            .policySpill(SpillPolicy.REALLOCATE)
            .build();

    /** The memory of a batch's arrays; they are gone when it is closed. */
    static MemoryWorkspace open() {
        return Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, "caption-training");
    }

    /** Regions of the photos shown, [P * L, D]. */
    INDArray features(List<Showing> showings) {
        int values = cache.valuesPerPhoto();
        float[] features = new float[showings.size() * values];
        IntStream.range(0, showings.size())
                .parallel()
                .forEach(i -> cache.read(showings.get(i).slot(), features, i * values));
        return Nd4j.createFromArray(features).reshape('c', features.length / channels, channels);
    }

    /** The same photo by photo. */
    List<RegionFeatures> regions(List<Showing> showings) {
        return showings.stream()
                .map(showing -> {
                    float[] values = new float[cache.valuesPerPhoto()];
                    cache.read(showing.slot(), values, 0);
                    return new RegionFeatures(values, grid, channels);
                })
                .toList();
    }

    static int[][][] sentences(List<Showing> showings) {
        return showings.stream().map(s -> s.example().sentences()).toArray(int[][][]::new);
    }
}
