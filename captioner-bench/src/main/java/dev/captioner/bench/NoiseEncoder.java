package dev.captioner.bench;

import dev.captioner.encode.Encoder;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.image.Photo;
import java.util.Arrays;
import java.util.Random;

/** An encoder that returns distinct pseudo-random features for each photo. Training reads features from the cache, so their origin makes no difference to its speed. */
record NoiseEncoder(int grid, int channels) implements Encoder {
    @Override
    public int inputSize() {
        return 8;
    }

    @Override
    public RegionFeatures encode(Photo photo) {
        Random random = new Random(Arrays.hashCode(photo.rgb()));
        float[] values = new float[grid * grid * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, (float) random.nextGaussian()); // as after a ReLU
        }
        return new RegionFeatures(values, grid, channels);
    }

    @Override
    public void close() {}
}
