package dev.captioner.web;

import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.bundle.DecodingDescription;
import dev.captioner.bundle.EncoderDescription;
import dev.captioner.bundle.GoldenCaption;
import dev.captioner.bundle.ModelDescription;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.bundle.Safetensors;
import dev.captioner.math.Tensor;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import dev.captioner.model.training.Initialisation;
import dev.captioner.text.Vocabulary;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A whole model folder: the published encoder under an untrained network of a dozen words. */
public final class TinyModel {
    static final String NAME = "tiny";
    static final String VERSION = "0.0.7";

    static final List<String> ANSWERS = List.of("cat", "the dog", "red", "red ball", "on the grass", "camera");

    private static final Vocabulary VOCABULARY = Vocabulary.ofWords(
            List.of("a", "the", "cat", "dog", "camera", "grass", "ball", "looks", "runs", "at", "on", "red"));

    private TinyModel() {}

    /** Writes it below an empty folder and gives its path. */
    public static Path write(Path scratch) {
        return write(scratch, 0, VERSION, List.of());
    }

    /** The same under another version, with golden captions; in the place of one that is there. */
    static Path write(Path scratch, String version, List<GoldenCaption> golden) {
        return write(scratch, 0, version, golden);
    }

    /** The same with two hops, which answers questions. */
    static Path writeAnswering(Path scratch) {
        return write(scratch, 2, VERSION, List.of());
    }

    /** The same under another name and version. */
    static Path writeAnswering(Path scratch, String name, String version) {
        return write(scratch, name, 2, version, List.of());
    }

    private static Path write(Path scratch, int hops, String version, List<GoldenCaption> golden) {
        return write(scratch, NAME, hops, version, golden);
    }

    private static Path write(Path scratch, String name, int hops, String version, List<GoldenCaption> golden) {
        Path encoder = Path.of("../pretrained/encoders/efficientnet-lite2");
        EncoderDescription lite2 = EncoderDescription.efficientNetLite2("encoder.safetensors");
        NetworkShape shape =
                new NetworkShape(lite2.channels(), 16, 16, VOCABULARY.size(), 2, NetworkShape.AttentionKind.DOT, hops);
        ModelDescription description = new ModelDescription(
                name,
                version,
                shape.description(),
                lite2,
                new DecodingDescription(3, 0.7, 8, true),
                shape.answers() ? Optional.of(AnsweringDescription.UNCALIBRATED) : Optional.empty(),
                List.of(),
                "for tests only",
                List.of());
        Path folder = scratch.resolve(shape.answers() ? "answering" : "model");
        new ModelFolder(
                        description,
                        VOCABULARY,
                        weights(shape),
                        encoder,
                        shape.answers() ? ANSWERS : List.of(),
                        golden,
                        List.of(),
                        "An untrained network.\n")
                .write(folder);
        return folder;
    }

    private static Safetensors weights(NetworkShape shape) {
        Weights weights = Initialisation.random(shape, 7);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        weights.names().forEach(name -> tensors.put(name, weights.get(name)));
        return new Safetensors(tensors, Map.of());
    }
}
