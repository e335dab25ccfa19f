package dev.captioner.train;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What there is to learn from and to judge by.
 *
 * @param captions may be empty when there are questions
 * @param questions may be empty
 * @param from the model to go on from; null for a new one
 */
public record TrainingSets(
        CaptionSplits captions,
        QuestionSplits questions,
        @Nullable StartingPoint from) {
    /** Captions and nothing else. */
    public static TrainingSets ofCaptions(CaptionSplits captions) {
        return new TrainingSets(captions, QuestionSplits.NONE, null);
    }

    /** Refuses sets that nothing can be learnt from or judged by. */
    void check() {
        int training = captions.training().size() + questions.training().size();
        int development =
                captions.development().size() + questions.development().size();
        if (training == 0 || development == 0) {
            throw new TrainingException("training needs photos in both splits, found " + training + " training and "
                    + development + " development photos");
        }
    }

    /** The photos to learn from, each once. */
    List<Path> trainingFiles() {
        return files(captions.training(), questions.training());
    }

    /** The photos to judge by, each once. */
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
