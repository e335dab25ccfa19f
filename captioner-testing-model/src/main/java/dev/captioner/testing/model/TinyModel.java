package dev.captioner.testing.model;

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
import dev.captioner.testing.SourceTree;
import dev.captioner.text.Vocabulary;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Writes model folders with the published encoder and a small network of fixed random weights: its captions and answers are nonsense,
 * but reproducible.
 */
public final class TinyModel {
    public static final String NAME = "tiny";
    public static final String VERSION = "0.0.7";

    /** Content words and one article. */
    public static final TinyModel TEN_WORDS = new TinyModel(
            List.of("a", "cat", "dog", "cup", "coffee", "rocket", "flower", "red", "sleeps", "flies"),
            List.of("cat", "dog", "red flower", "red", "a cup", "coffee"));

    /** Has prepositions too, and longer answers. */
    public static final TinyModel EIGHTEEN_WORDS = new TinyModel(
            List.of(
                    "a", "the", "cat", "dog", "cup", "coffee", "rocket", "flower", "camera", "grass", "ball", "red",
                    "sleeps", "flies", "looks", "runs", "at", "on"),
            List.of(
                    "cat",
                    "dog",
                    "red flower",
                    "red",
                    "a cup",
                    "coffee",
                    "the dog",
                    "red ball",
                    "on the grass",
                    "camera"));

    private static final Path ENCODER = SourceTree.ROOT.resolve("pretrained/encoders/efficientnet-lite2");

    private final Vocabulary vocabulary;
    private final List<String> answers;

    private TinyModel(List<String> words, List<String> answers) {
        this.vocabulary = Vocabulary.ofWords(words);
        this.answers = answers;
    }

    /** The answer list of the models that answer questions. */
    public List<String> answers() {
        return answers;
    }

    /**
     * Writes a model that captions photos, and replaces one that is there.
     *
     * @return {@code folder}
     */
    public Path write(Path folder, GoldenCaption... golden) {
        return write(folder, VERSION, golden);
    }

    /** Writes a captioning model as {@link #write(Path, GoldenCaption...)} does, with the given version. */
    public Path write(Path folder, String version, GoldenCaption... golden) {
        return write(folder, NAME, version, Optional.empty(), List.of(golden));
    }

    /**
     * Writes a model with two memory hops, which captions photos and answers questions, without calibration.
     *
     * @return {@code folder}
     */
    public Path writeAnswering(Path folder) {
        return writeAnswering(folder, AnsweringDescription.UNCALIBRATED);
    }

    /** Writes an answering model as {@link #writeAnswering(Path)} does, with the given calibration. */
    public Path writeAnswering(Path folder, AnsweringDescription answering) {
        return write(folder, NAME, VERSION, Optional.of(answering), List.of());
    }

    /** Writes an answering model as {@link #writeAnswering(Path)} does, with the given name and version. */
    public Path writeAnswering(Path folder, String name, String version) {
        return write(folder, name, version, Optional.of(AnsweringDescription.UNCALIBRATED), List.of());
    }

    private Path write(
            Path folder,
            String name,
            String version,
            Optional<AnsweringDescription> answering,
            List<GoldenCaption> golden) {
        EncoderDescription encoder = EncoderDescription.efficientNetLite2("encoder.safetensors");
        NetworkShape shape = new NetworkShape(
                encoder.channels(),
                16,
                16,
                vocabulary.size(),
                2,
                NetworkShape.AttentionKind.DOT,
                answering.isPresent() ? 2 : 0);
        ModelDescription description = new ModelDescription(
                name,
                version,
                shape.description(),
                encoder,
                new DecodingDescription(3, 0.7, 8, true),
                answering,
                List.of(new TrainingData("nothing", 0, 0, "none")),
                "Apache-2.0",
                List.of(new PublishedScore("nothing", 0, new TreeMap<>(Map.of("cider", 0.0)))));
        new ModelFolder(
                        description,
                        vocabulary,
                        new Safetensors(tensors(shape), Map.of()),
                        ENCODER,
                        answering.isPresent() ? answers : List.of(),
                        golden,
                        List.of(),
                        "# Tiny\n\nAn untrained network.\n")
                .write(folder);
        return folder;
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
