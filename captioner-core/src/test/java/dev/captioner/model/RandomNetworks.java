package dev.captioner.model;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.math.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Networks and photos with random numbers, the same for the same seed. */
public final class RandomNetworks {
    private RandomNetworks() {}

    /** Normal numbers scaled so that gates and attention are neither flat nor saturated. */
    public static Weights weights(NetworkShape shape, long seed) {
        Random random = new Random(seed);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Weights.shapes(shape).forEach((name, dimensions) -> {
            double scale = switch (name) {
                case "embedding" -> 0.5;
                case "attention.query", "attention.key", "attention.score" -> 2 / Math.sqrt(dimensions[0]);
                default -> dimensions.length == 1 ? 0.3 : 1.5 / Math.sqrt(dimensions[0]);
            };
            int size = 1;
            for (int dimension : dimensions) {
                size *= dimension;
            }
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = (float) (scale * random.nextGaussian());
            }
            tensors.put(name, Tensor.of(values, dimensions));
        });
        return Weights.of(shape, tensors);
    }

    /** Features of a photo, not negative, as after a rectifier. */
    public static RegionFeatures photo(int grid, int channels, long seed) {
        Random random = new Random(seed);
        float[] values = new float[grid * grid * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, (float) random.nextGaussian());
        }
        return new RegionFeatures(values, grid, channels);
    }
}
