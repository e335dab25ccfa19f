package dev.captioner.batch.job;

import dev.captioner.AnswerOptions;
import dev.captioner.Captioner;
import dev.captioner.bundle.ModelDescription;
import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.file.Sha256;
import dev.captioner.text.QuestionText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * All that the description of a photo depends on, apart from the photo.
 *
 * @param captioner that computes
 * @param identity of its model
 * @param decoding how captions are made
 * @param questions that each photo is asked
 * @param answering how they are answered
 */
public record JobRecipe(
        Captioner captioner,
        ModelIdentity identity,
        DecodingOptions decoding,
        List<QuestionText> questions,
        AnswerOptions answering) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException when the model cannot answer and is asked something
     */
    public JobRecipe {
        questions = List.copyOf(questions);
        if (!questions.isEmpty() && !captioner.canAnswer()) {
            throw new IllegalArgumentException("the model " + identity.name()
                    + " captions photos and answers no questions; use one that does, or leave the questions out");
        }
    }

    /**
     * Which model it is: no two different ones have the same.
     *
     * @param sha256 of {@code model.json}, which has the sums of all other files
     */
    public record ModelIdentity(String name, String version, String sha256) {
        /**
         * The identity of a model in a folder.
         *
         * @throws ModelException when its description cannot be read
         */
        public static ModelIdentity of(Path folder, ModelDescription description) {
            try {
                return new ModelIdentity(
                        description.name(),
                        description.version(),
                        Sha256.of(Files.readAllBytes(folder.resolve(ModelFolder.MANIFEST))));
            } catch (IOException e) {
                throw new ModelException(
                        folder.resolve(ModelFolder.MANIFEST) + ": cannot be read: " + e.getMessage(), e);
            }
        }
    }

    DecodingPlan plan() {
        return captioner.plan(decoding);
    }

    /** In words; another one whenever something else may come out. */
    String text() {
        return String.join(
                "\n",
                identity.toString(),
                text(decoding),
                answering.toString(),
                questions.stream().map(QuestionText::text).toList().toString());
    }

    /** Without a style it is the text of the time before there were styles, so that jobs of that time are resumed. */
    private static String text(DecodingOptions decoding) {
        String text = decoding.toString();
        return decoding.style() == null ? text.replace(", style=null]", "]") : text;
    }

    String sha256() {
        return Sha256.of(text());
    }
}
