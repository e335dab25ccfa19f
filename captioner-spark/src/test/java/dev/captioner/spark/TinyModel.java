package dev.captioner.spark;

import dev.captioner.bundle.DecodingDescription;
import dev.captioner.bundle.EncoderDescription;
import dev.captioner.bundle.ModelDescription;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.bundle.PublishedScore;
import dev.captioner.bundle.Safetensors;
import dev.captioner.bundle.TrainingData;
import dev.captioner.math.Tensor;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import dev.captioner.text.Vocabulary;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** A model with the real encoder and a small network of fixed random weights: its captions are nonsense, but reproducible. */
final class TinyModel {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path SAMPLES = ROOT.resolve("samples");

    private static final Path ENCODER = ROOT.resolve("pretrained/encoders/efficientnet-lite2");
    private static final Vocabulary VOCABULARY = Vocabulary.ofWords(
            List.of("a", "cat", "dog", "cup", "coffee", "rocket", "flower", "red", "sleeps", "flies"));
    private static final NetworkShape SHAPE =
            new NetworkShape(1280, 16, 16, VOCABULARY.size(), 2, NetworkShape.AttentionKind.DOT);

    private TinyModel() {}

    static Path write(Path folder) {
        new ModelFolder(description(), VOCABULARY, new Safetensors(tensors(), Map.of()), ENCODER, List.of(), "# Tiny\n")
                .write(folder);
        return folder;
    }

    private static ModelDescription description() {
        return new ModelDescription(
                "tiny",
                "1.0.0",
                SHAPE.description(),
                EncoderDescription.efficientNetLite2("encoder.safetensors"),
                new DecodingDescription(3, 0.7, 8, true),
                Optional.empty(),
                List.of(new TrainingData("nothing", 0, 0, "none")),
                "Apache-2.0",
                List.of(new PublishedScore("nothing", 0, new TreeMap<>(Map.of("cider", 0.0)))));
    }

    private static Map<String, Tensor> tensors() {
        Random random = new Random(7);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Weights.shapes(SHAPE).forEach((name, shape) -> {
            float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian() * 0.3f;
            }
            tensors.put(name, Tensor.of(values, shape));
        });
        return tensors;
    }
}
