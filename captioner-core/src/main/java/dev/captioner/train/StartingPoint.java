package dev.captioner.train;

import dev.captioner.math.Tensor;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import dev.captioner.model.training.Initialisation;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A model that a training starts from. Its words keep their ids and its tensors their values; new tensors and rows
 * are initialised as in a new network.
 *
 * @param shape of its network
 * @param weights of its network
 * @param vocabulary its words
 */
public record StartingPoint(NetworkShape shape, Weights weights, Vocabulary vocabulary) {
    /** The model's words, followed by the new ones. */
    Vocabulary extended(Vocabulary wanted) {
        Set<String> words = new LinkedHashSet<>(vocabulary.tokens());
        words.addAll(wanted.tokens());
        return Vocabulary.ofTokens(new ArrayList<>(words));
    }

    /**
     * Weights for a network that differs from the model's in vocabulary and hops only.
     *
     * @throws TrainingException when anything else differs
     */
    Weights weights(NetworkShape target, long seed) {
        NetworkShape comparable = new NetworkShape(
                shape.channels(),
                shape.embedding(),
                shape.units(),
                target.vocabulary(),
                shape.layers(),
                shape.attention(),
                target.hops());
        if (!comparable.equals(target)) {
            throw new TrainingException("the model to start from has another network: expected " + target + ", found "
                    + shape + ". Train with its sizes, or start from another model.");
        }
        Weights fresh = Initialisation.random(target, seed);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : fresh.names()) {
            Tensor tensor = fresh.get(name);
            tensors.put(name, weights.names().contains(name) ? longer(weights.get(name), tensor, name) : tensor);
        }
        return Weights.of(target, tensors);
    }

    /** The trained tensor, extended by the rows of new words. */
    private static Tensor longer(Tensor learnt, Tensor fresh, String name) {
        if (learnt.values().length == fresh.values().length) {
            return learnt;
        }
        float[] values = fresh.values().clone();
        if (name.equals("output.bias")) { // a new word starts as rare as the rarest
            float least = Float.POSITIVE_INFINITY;
            for (int word = Vocabulary.SPECIALS; word < learnt.values().length; word++) {
                least = Math.min(least, learnt.values()[word]);
            }
            Arrays.fill(values, least);
        }
        System.arraycopy(learnt.values(), 0, values, 0, learnt.values().length);
        return Tensor.of(values, fresh.shape());
    }
}
