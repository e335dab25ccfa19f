package dev.captioner.train;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data of a training: captions and questions, each with a training and a development split.
 *
 * @param captions may be empty when there are questions
 * @param questions may be empty
 * @param from the model to start from; null for a new one
 */
public record TrainingSets(
        CaptionSplits captions,
        QuestionSplits questions,
        @Nullable StartingPoint from) {
    /** Captions and nothing else. */
    public static TrainingSets ofCaptions(CaptionSplits captions) {
        return new TrainingSets(captions, QuestionSplits.NONE, null);
    }

    /** Rejects data without training or development photos. */
    void check() {
        int training = captions.training().size() + questions.training().size();
        int development =
                captions.development().size() + questions.development().size();
        if (training == 0 || development == 0) {
            throw new TrainingException("training needs photos in both splits, found " + training + " training and "
                    + development + " development photos");
        }
    }

    /** The photos of the training splits, each once. */
    List<Path> trainingFiles() {
        return files(captions.training(), questions.training());
    }

    /** The photos of the development splits, each once. */
    List<Path> developmentFiles() {
        return files(captions.development(), questions.development());
    }

    private static List<Path> files(List<CaptionedPhoto> captioned, List<AskedPhoto> asked) {
        return Stream.concat(
                        captioned.stream().map(CaptionedPhoto::file),
                        asked.stream().map(AskedPhoto::file))
                .distinct()
                .toList();
    }
}
