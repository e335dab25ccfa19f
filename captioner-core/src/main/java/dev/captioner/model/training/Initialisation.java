package dev.captioner.model.training;

import dev.captioner.api.Internal;
import dev.captioner.math.Tensor;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Random weights to start training from; the same seed gives the same weights on every machine. */
@Internal
public final class Initialisation {
    private static final double EMBEDDING_DEVIATION = 0.05;
    private static final float FORGET_BIAS = 1;

    private Initialisation() {}

    /**
     * Embedding normal with deviation 0.05; matrices uniform in +-sqrt(6 / (in + out)) (Glorot & Bengio 2010, eq. 16, an LSTM's
     * gates counted apart); biases zero but the forget gate's, which start at 1 (Jozefowicz et al. 2015). What a question adds to
     * the decoder's first state starts at zero, so that a decoder that captions already reads questions as it reads captions.
     */
    public static Weights random(NetworkShape shape, long seed) {
        RandomGenerator random = new java.util.SplittableRandom(seed);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Weights.shapes(shape).forEach((name, dimensions) -> {
            float[] values = new float[Arrays.stream(dimensions).reduce(1, Math::multiplyExact)];
            if (name.equals("embedding")) {
                fillNormal(values, random);
            } else if (name.endsWith("lstm.bias")) {
                Arrays.fill(values, values.length / 4, values.length / 2, FORGET_BIAS);
            } else if (dimensions.length == 2 && !name.startsWith("question.start")) {
                int out = name.contains("lstm.") ? dimensions[1] / 4 : dimensions[1];
                fillUniform(values, Math.sqrt(6.0 / (dimensions[0] + out)), random);
            } else if (name.equals("attention.score") || name.equals("question.evidence")) {
                fillUniform(values, Math.sqrt(6.0 / (dimensions[0] + 1)), random);
            }
            tensors.put(name, Tensor.of(values, dimensions));
        });
        return Weights.of(shape, tensors);
    }

    private static void fillNormal(float[] values, RandomGenerator random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * EMBEDDING_DEVIATION);
        }
    }

    private static void fillUniform(float[] values, double bound, RandomGenerator random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-bound, bound);
        }
    }
}
