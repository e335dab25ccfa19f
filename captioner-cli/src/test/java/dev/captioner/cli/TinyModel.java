package dev.captioner.cli;

import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.bundle.DecodingDescription;
import dev.captioner.bundle.EncoderDescription;
import dev.captioner.bundle.GoldenCaption;
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
public final class TinyModel {
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    public static final Path SAMPLES = ROOT.resolve("samples");

    public static final List<String> ANSWERS = List.of("cat", "dog", "red flower", "red", "a cup", "coffee");

    private static final Path ENCODER = ROOT.resolve("pretrained/encoders/efficientnet-lite2");
    private static final Vocabulary VOCABULARY = Vocabulary.ofWords(
            List.of("a", "cat", "dog", "cup", "coffee", "rocket", "flower", "red", "sleeps", "flies"));
    private static final NetworkShape SHAPE =
            new NetworkShape(1280, 16, 16, VOCABULARY.size(), 2, NetworkShape.AttentionKind.DOT);

    private TinyModel() {}

    /** Writes a model with two memory hops, which answers questions. */
    public static Path writeAnswering(Path folder, AnsweringDescription answering) {
        NetworkShape shape = new NetworkShape(1280, 16, 16, VOCABULARY.size(), 2, NetworkShape.AttentionKind.DOT, 2);
        new ModelFolder(
                        description(shape, Optional.of(answering)),
                        VOCABULARY,
                        new Safetensors(tensors(shape), Map.of()),
                        ENCODER,
                        ANSWERS,
                        List.of(),
                        List.of(),
                        "# Tiny\n")
                .write(folder);
        return folder;
    }

    /** Writes a captioning model. */
    public static Path write(Path folder, GoldenCaption... golden) {
        new ModelFolder(
                        description(SHAPE, Optional.empty()),
                        VOCABULARY,
                        new Safetensors(tensors(SHAPE), Map.of()),
                        ENCODER,
                        List.of(golden),
                        "# Tiny\n")
                .write(folder);
        return folder;
    }

    private static ModelDescription description(NetworkShape shape, Optional<AnsweringDescription> answering) {
        return new ModelDescription(
                "tiny",
                "1.0.0",
                shape.description(),
                EncoderDescription.efficientNetLite2("encoder.safetensors"),
                new DecodingDescription(3, 0.7, 8, true),
                answering,
                List.of(new TrainingData("nothing", 0, 0, "none")),
                "Apache-2.0",
                List.of(new PublishedScore("nothing", 0, new TreeMap<>(Map.of("cider", 0.0)))));
    }

    private static Map<String, Tensor> tensors(NetworkShape network) {
        Random random = new Random(7);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Weights.shapes(network).forEach((name, shape) -> {
            float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian() * 0.3f;
            }
            if (name.equals("question.evidence")) {
                Arrays.fill(values, 0); // random weights would add hundreds of nats and outweigh the rest
            }
            tensors.put(name, Tensor.of(values, shape));
        });
        return tensors;
    }
}
