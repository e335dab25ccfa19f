package dev.captioner.train;

import dev.captioner.model.NetworkShape;
import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.training.Regularisation;

/**
 * Everything that decides what a training arrives at, besides the data.
 *
 * @param embedding E
 * @param units H
 * @param layers 1 or 2 LSTMs
 * @param attention the score function
 * @param epochs how often each photo is shown; 0 for the second stage alone
 * @param photosPerBatch photos of one update
 * @param captionsPerPhoto most captions of a photo in one batch; a photo with more is shown several times
 * @param minimumCount how often a word must occur in the training captions to get into the vocabulary
 * @param maximumWords longer captions are left out
 * @param peakRate of the one-cycle learning rate
 * @param warmUp share of the updates until the peak
 * @param weightDecay of AdamW
 * @param maximumNorm the gradient's global norm is clipped to it
 * @param regularisation dropout and label smoothing
 * @param averaging decay of the running mean of the weights, which is what is evaluated and kept; 0 for the last weights
 * @param mirrored whether each photo is shown mirrored every other time
 * @param selfCritical the second stage
 * @param questions how questions are learnt, if there are any
 * @param patience epochs without a better score after which training stops
 * @param seed of everything random
 */
public record TrainingRecipe(
        int embedding,
        int units,
        int layers,
        AttentionKind attention,
        int epochs,
        int photosPerBatch,
        int captionsPerPhoto,
        int minimumCount,
        int maximumWords,
        double peakRate,
        double warmUp,
        double weightDecay,
        double maximumNorm,
        Regularisation regularisation,
        double averaging,
        boolean mirrored,
        SelfCriticalStage selfCritical,
        QuestionStage questions,
        int patience,
        long seed) {
    /** What the published model was trained with (docs/training.md). */
    public static final TrainingRecipe DEFAULT = new TrainingRecipe(
            512,
            512,
            2,
            AttentionKind.DOT,
            12,
            32,
            5,
            5,
            22,
            1e-3,
            0.05,
            1e-4,
            1,
            new Regularisation(0.5, 0.5, 0.5, 0.5, 0.1),
            0.998,
            true,
            SelfCriticalStage.NONE,
            QuestionStage.DEFAULT,
            4,
            1);

    /** What the published model was taught to answer with, going on from one that captions. */
    public static final TrainingRecipe ANSWERS = new TrainingRecipe(
            DEFAULT.embedding,
            DEFAULT.units,
            DEFAULT.layers,
            DEFAULT.attention,
            6,
            DEFAULT.photosPerBatch,
            DEFAULT.captionsPerPhoto,
            DEFAULT.minimumCount,
            DEFAULT.maximumWords,
            5e-4,
            DEFAULT.warmUp,
            DEFAULT.weightDecay,
            DEFAULT.maximumNorm,
            DEFAULT.regularisation,
            DEFAULT.averaging,
            DEFAULT.mirrored,
            SelfCriticalStage.NONE,
            QuestionStage.DEFAULT,
            DEFAULT.patience,
            DEFAULT.seed);

    /** Checks everything that can be checked before hours of training. */
    public TrainingRecipe {
        atLeast(1, embedding, "embedding");
        atLeast(1, units, "units");
        if (layers != 1 && layers != 2) {
            throw new IllegalArgumentException("layers must be 1 or 2, found " + layers);
        }
        if (!(peakRate > 0) || !(warmUp > 0 && warmUp < 1)) {
            throw new IllegalArgumentException(
                    "peakRate must be positive and warmUp between 0 and 1, found " + peakRate + ", " + warmUp);
        }
        atLeast(selfCritical.rounds() > 0 ? 0 : 1, epochs, "epochs");
        atLeast(1, photosPerBatch, "photosPerBatch");
        atLeast(1, captionsPerPhoto, "captionsPerPhoto");
        atLeast(1, minimumCount, "minimumCount");
        atLeast(1, maximumWords, "maximumWords");
        atLeast(1, patience, "patience");
        if (!(averaging >= 0 && averaging < 1) || !(weightDecay >= 0) || !(maximumNorm > 0)) {
            throw new IllegalArgumentException(
                    "averaging must be in [0, 1), weightDecay at least 0 and maximumNorm positive, found " + averaging
                            + ", " + weightDecay + ", " + maximumNorm);
        }
    }

    /** The same for questions learnt otherwise. */
    public TrainingRecipe with(QuestionStage other) {
        return new TrainingRecipe(
                embedding,
                units,
                layers,
                attention,
                epochs,
                photosPerBatch,
                captionsPerPhoto,
                minimumCount,
                maximumWords,
                peakRate,
                warmUp,
                weightDecay,
                maximumNorm,
                regularisation,
                averaging,
                mirrored,
                selfCritical,
                other,
                patience,
                seed);
    }

    /** The same for a network of the sizes and kinds of another. */
    public TrainingRecipe like(NetworkShape shape) {
        return new TrainingRecipe(
                shape.embedding(),
                shape.units(),
                shape.layers(),
                shape.attention(),
                epochs,
                photosPerBatch,
                captionsPerPhoto,
                minimumCount,
                maximumWords,
                peakRate,
                warmUp,
                weightDecay,
                maximumNorm,
                regularisation,
                averaging,
                mirrored,
                selfCritical,
                questions,
                patience,
                seed);
    }

    private static void atLeast(int minimum, int value, String name) {
        if (value < minimum) {
            throw new IllegalArgumentException(name + " must be at least " + minimum + ", found " + value);
        }
    }
}
