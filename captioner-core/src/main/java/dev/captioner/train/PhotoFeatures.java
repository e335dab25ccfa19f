package dev.captioner.train;

import static dev.captioner.math.DelayedDeallocation.kept;

import dev.captioner.encode.RegionFeatures;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads the features of photos by their slots in the cache. */
record PhotoFeatures(FeatureCache cache, int grid, int channels) {
    /** The slot of a withheld photo: all features are 0. */
    static final int WITHHELD = -1;

    /** Regions of some photos, [P * L, D]. */
    INDArray of(int[] slots) {
        int values = cache.valuesPerPhoto();
        float[] features = new float[slots.length * values];
        IntStream.range(0, slots.length).parallel().forEach(i -> read(slots[i], features, i * values));
        return kept(Nd4j.createFromArray(features)).reshape('c', features.length / channels, channels);
    }

    /** Regions of one photo. */
    RegionFeatures regions(int slot) {
        float[] values = new float[cache.valuesPerPhoto()];
        read(slot, values, 0);
        return new RegionFeatures(values, grid, channels);
    }

    private void read(int slot, float[] features, int offset) {
        if (slot != WITHHELD) {
            cache.read(slot, features, offset);
        }
    }
}
