package dev.captioner.model.inference;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.math.Activations;
import dev.captioner.math.Matrix;
import dev.captioner.math.Weight;
import dev.captioner.model.Weights;
import java.util.Arrays;

/** Brings a photo's features into the shared space (docs/network.md, eq. 1 and 2). */
final class JavaPhotoReader {
    private final Weight regionsWeight;
    private final float[] regionsBias;
    private final Weight photoWeight;
    private final float[] photoBias;

    JavaPhotoReader(Weights weights) {
        regionsWeight = Weight.of(weights.get("regions.weight"));
        regionsBias = weights.get("regions.bias").values().clone();
        photoWeight = Weight.of(weights.get("photo.weight"));
        photoBias = weights.get("photo.bias").values().clone();
    }

    JavaMemory read(RegionFeatures features, JavaLstm reader, JavaAttention attention) {
        float[][] channels = new float[features.regions()][]; // [L, D]
        for (int l = 0; l < channels.length; l++) {
            int from = l * features.channels();
            channels[l] = Arrays.copyOfRange(features.values(), from, from + features.channels());
        }
        float[][] regions = new float[channels.length][];
        for (int l = 0; l < regions.length; l++) {
            regions[l] = regionsBias.clone();
        }
        regionsWeight.addProduct(channels, regions); // [L, D] -> [L, E]
        for (float[] region : regions) {
            Activations.relu(region); // r_l = relu(a_l W_r + b_r)
        }

        float[] photo = photoBias.clone();
        photoWeight.addProduct(mean(channels), photo); // [D] -> [E]
        Activations.relu(photo); // g = relu(mean_l(a_l) W_g + b_g)

        float[] gates = reader.bias().clone();
        reader.input(JavaLayers.PHOTO).addProduct(photo, gates); // [E] -> [4H]
        Matrix values = Matrix.of(regions);
        return new JavaMemory(features.grid(), photo, gates, values, attention.keys(values));
    }

    private static float[] mean(float[][] rows) {
        float[] mean = new float[rows[0].length];
        for (float[] row : rows) {
            for (int d = 0; d < mean.length; d++) {
                mean[d] += row[d];
            }
        }
        for (int d = 0; d < mean.length; d++) {
            mean[d] /= rows.length;
        }
        return mean;
    }
}
