package dev.captioner.train;

import static dev.captioner.math.DelayedDeallocation.kept;

import dev.captioner.bundle.ElementType;
import dev.captioner.bundle.Safetensors;
import dev.captioner.math.Tensor;
import dev.captioner.model.training.Parameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Everything that the next epoch depends on besides data and recipe: weights, their running mean, the optimiser's
 * moments, the progress and the best weights so far. Written atomically after each epoch; a training resumed from it
 * ends with the same weights bit for bit.
 */
final class TrainingState {
    private static final String FILE = "checkpoint.safetensors";

    final Parameters parameters;
    final AdamW optimiser;
    final INDArray average;
    final INDArray best;
    int epoch;
    int secondStageFrom = -1;
    double bestScore = Double.NEGATIVE_INFINITY;
    int bestEpoch;

    TrainingState(Parameters parameters, TrainingRecipe recipe) {
        this.parameters = parameters;
        this.optimiser = new AdamW(
                parameters.values(),
                recipe.optimisation().weightDecay(),
                recipe.optimisation().maximumNorm());
        this.average = parameters.values().dup();
        this.best = parameters.values().dup();
    }

    private Map<String, INDArray> vectors() {
        Map<String, INDArray> vectors = new LinkedHashMap<>();
        vectors.put("values", parameters.values());
        vectors.put("average", average);
        vectors.put("best", best);
        vectors.put("first_moment", optimiser.firstMoment());
        vectors.put("second_moment", optimiser.secondMoment());
        return vectors;
    }

    boolean inSecondStage() {
        return secondStageFrom >= 0;
    }

    /** Continues from the best weights with a new optimiser. */
    void startSecondStage() {
        secondStageFrom = epoch;
        parameters.values().assign(best);
        average.assign(best);
        optimiser.firstMoment().assign(0);
        optimiser.secondMoment().assign(0);
    }

    /** Keeps the averaged weights if their score is the best so far. */
    boolean offer(double score) {
        if (!(score > bestScore)) {
            return false;
        }
        bestScore = score;
        bestEpoch = epoch;
        best.assign(average);
        return true;
    }

    static boolean exists(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /**
     * Replaces the checkpoint.
     *
     * @param fingerprint of recipe and data
     */
    void write(Path folder, String fingerprint) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        vectors().forEach((name, vector) -> {
            float[] values = vector.toFloatVector();
            tensors.put(name, Tensor.of(values, values.length));
        });
        Map<String, String> metadata = Map.of(
                "fingerprint", fingerprint,
                "epoch", Integer.toString(epoch),
                "secondStageFrom", Integer.toString(secondStageFrom),
                "bestScore", Double.toString(bestScore),
                "bestEpoch", Integer.toString(bestEpoch));
        new Safetensors(tensors, metadata).write(folder.resolve(FILE), name -> ElementType.F32);
    }

    /**
     * Reads the checkpoint of an interrupted training.
     *
     * @throws TrainingException when another training wrote it, with another recipe or other data, or another version of captioner
     */
    void read(Path folder, String fingerprint) {
        Safetensors checkpoint = Safetensors.read(folder.resolve(FILE));
        Map<String, String> metadata = checkpoint.metadata();
        String found = metadata.getOrDefault("fingerprint", "");
        if (!found.startsWith(TrainingFingerprint.VERSION + " ")) {
            throw new TrainingException("the checkpoint in " + folder
                    + " was written by another version of captioner. Resume with that version, or train into another"
                    + " folder.");
        }
        if (!fingerprint.equals(found)) {
            throw new TrainingException("the checkpoint in " + folder
                    + " belongs to a training with other options or other data. Resume with the same, or train into"
                    + " another folder.");
        }
        vectors().forEach((name, vector) -> {
            Tensor tensor = checkpoint.tensors().get(name);
            if (tensor == null || tensor.values().length != vector.length()) {
                throw new TrainingException("the checkpoint in " + folder + " has no " + name + " of " + vector.length()
                        + " values. Train into another folder.");
            }
            vector.assign(kept(Nd4j.createFromArray(tensor.values())));
        });
        epoch = Integer.parseInt(metadata.getOrDefault("epoch", "0"));
        secondStageFrom = Integer.parseInt(metadata.getOrDefault("secondStageFrom", "-1"));
        bestScore = Double.parseDouble(metadata.getOrDefault("bestScore", "0"));
        bestEpoch = Integer.parseInt(metadata.getOrDefault("bestEpoch", "0"));
    }
}
