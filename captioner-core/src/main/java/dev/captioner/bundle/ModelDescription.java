package dev.captioner.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model without its tensors and words: what {@code model.json} says about it.
 *
 * @param name short, for people and for logs
 * @param version of the model, not of the format
 * @param network sizes and kinds
 * @param encoder the frozen CNN under it
 * @param decoding defaults
 * @param answering absent in a model that only captions
 * @param trainingData most important first
 * @param licence of the weights, with what follows from the training data's licences
 * @param scores may be empty
 */
public record ModelDescription(
        String name,
        String version,
        NetworkDescription network,
        EncoderDescription encoder,
        DecodingDescription decoding,

        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<AnsweringDescription> answering,

        List<TrainingData> trainingData,
        String licence,
        List<PublishedScore> scores) {
    /** Copies the lists and checks names, and that the encoder's regions fit the network. */
    public ModelDescription {
        if (name.isBlank() || version.isBlank()) {
            throw new IllegalArgumentException(
                    "expected a name and a version, found '" + name + "' and '" + version + "'");
        }
        if (encoder.channels() != network.channels()) {
            throw new IllegalArgumentException("the network reads regions of " + network.channels()
                    + " channels, found an encoder that gives " + encoder.channels());
        }
        if (network.hops().isPresent() != answering.isPresent()) {
            throw new IllegalArgumentException("expected both the network's hops and answering, or none of them, found "
                    + network.hops() + " and " + answering);
        }
        Set<String> names = new HashSet<>(ModelFolder.FIXED_NAMES);
        names.add(ModelFolder.ANSWERS);
        for (String file : encoder.files()) {
            if (!names.add(file)) {
                throw new IllegalArgumentException("expected a file of its own for the encoder, found '" + file
                        + "', which the folder has already");
            }
        }
        trainingData = List.copyOf(trainingData);
        scores = List.copyOf(scores);
    }

    /** This model with another calibration of its answers and other scores. */
    public ModelDescription calibrated(String version, AnsweringDescription answering, List<PublishedScore> scores) {
        return new ModelDescription(
                name, version, network, encoder, decoding, Optional.of(answering), trainingData, licence, scores);
    }

    /** The files that belong in the model's folder, beside {@code model.json}. */
    List<String> fileNames() {
        List<String> names = new ArrayList<>(ModelFolder.FIXED_NAMES);
        names.remove(ModelFolder.MANIFEST);
        if (answering.isPresent()) {
            names.add(ModelFolder.ANSWERS);
        }
        names.addAll(encoder.files());
        return names;
    }
}
