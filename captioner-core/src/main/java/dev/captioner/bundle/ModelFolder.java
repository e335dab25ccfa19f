package dev.captioner.bundle;

import dev.captioner.api.Internal;
import dev.captioner.text.Vocabulary;
import java.nio.file.Path;
import java.util.List;

/**
 * The content of a model folder; docs/model-folder.md describes the files. Immutable.
 *
 * @param description sizes, kinds, defaults, origin
 * @param vocabulary V tokens
 * @param weights the network's tensors; the network checks their names and shapes
 * @param encoderFolder the folder with the files of the frozen CNN, which the description names; the model folder
 *     itself when it was read from one
 * @param answers the closed answer list; empty when the model only captions
 * @param golden captions that the model gave when it was published
 * @param goldenAnswers answers that the model gave when it was published
 * @param card the model card, Markdown
 */
public record ModelFolder(
        ModelDescription description,
        Vocabulary vocabulary,
        @Internal Safetensors weights,
        Path encoderFolder,
        List<String> answers,
        List<GoldenCaption> golden,
        List<GoldenAnswer> goldenAnswers,
        String card) {
    /** The file with the network's tensors. */
    public static final String WEIGHTS = "weights.safetensors";

    /** The file that describes the model, and states the SHA-256 of every other file. */
    public static final String MANIFEST = "model.json";

    static final String ANSWERS = "answers.txt";
    static final String VOCABULARY = "vocabulary.txt";
    static final String GOLDEN = "golden.json";
    static final String CARD = "MODEL_CARD.md";
    static final List<String> FIXED_NAMES = List.of(MANIFEST, WEIGHTS, VOCABULARY, GOLDEN, CARD);

    /** Checks that the vocabulary is of the size that the network was made for. */
    @Internal
    public ModelFolder {
        int expected = description.network().vocabulary();
        if (vocabulary.size() != expected) {
            throw new IllegalArgumentException(
                    "the network was made for " + expected + " tokens, found a vocabulary of " + vocabulary.size());
        }
        if (answers.isEmpty() == description.answering().isPresent()) {
            throw new IllegalArgumentException(
                    description.answering().isPresent()
                            ? "a model that answers needs an answer list, found none"
                            : "a model that only captions has no answer list, found " + answers.size() + " answers");
        }
        answers = List.copyOf(answers);
        golden = List.copyOf(golden);
        goldenAnswers = List.copyOf(goldenAnswers);
    }

    /** A model that only captions. */
    @Internal
    public ModelFolder(
            ModelDescription description,
            Vocabulary vocabulary,
            Safetensors weights,
            Path encoderFolder,
            List<GoldenCaption> golden,
            String card) {
        this(description, vocabulary, weights, encoderFolder, List.of(), golden, List.of(), card);
    }

    /** This model with another description and card. */
    public ModelFolder with(ModelDescription description, String card) {
        return new ModelFolder(description, vocabulary, weights, encoderFolder, answers, golden, goldenAnswers, card);
    }

    /**
     * Reads a folder and checks everything that can be checked without knowing the network: that there are the files of the
     * format and no others, that each has the SHA-256 that {@code model.json} states, and that each is well formed.
     *
     * @throws ModelException naming the file, what was expected and what was found
     */
    public static ModelFolder read(Path folder) {
        return new FolderReader(folder).read();
    }

    /**
     * Writes the folder: the network's tensors in half precision, the encoder's files unchanged. It appears under its
     * name only when it is complete, and replaces an existing model folder. The same model gives the same bytes.
     *
     * @throws ModelException when something other than a model folder exists there, a value exceeds half precision,
     *     or a file cannot be written
     */
    public void write(Path folder) {
        new FolderWriter(this).write(folder);
    }
}
