package dev.captioner.train;

import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.training.Regularisation;

/**
 * Everything besides the data that decides the outcome of a training. A recipe is changed by replacing a part of it:
 * {@code TrainingRecipe.DEFAULT.with(Optimisation.DEFAULT.withEpochs(3))}.
 *
 * @param network sizes and kinds
 * @param optimisation how long and how weights are updated
 * @param captions batches and words of captions
 * @param regularisation dropout and label smoothing
 * @param selfCritical the second stage
 * @param questions how questions are learnt, if there are any
 * @param seed of everything random
 */
public record TrainingRecipe(
        NetworkSize network,
        Optimisation optimisation,
        CaptionStage captions,
        Regularisation regularisation,
        SelfCriticalStage selfCritical,
        QuestionStage questions,
        long seed) {
    /** What the published captioning model was trained with (docs/training.md). */
    public static final TrainingRecipe DEFAULT = new TrainingRecipe(
            new NetworkSize(512, 512, 2, AttentionKind.DOT),
            Optimisation.DEFAULT,
            CaptionStage.DEFAULT,
            new Regularisation(0.5, 0.5, 0.5, 0.5, 0.1),
            SelfCriticalStage.NONE,
            QuestionStage.DEFAULT,
            1);

    /** What the published model was trained with to answer questions, starting from one that captions. */
    public static final TrainingRecipe ANSWERS =
            DEFAULT.with(Optimisation.DEFAULT.withEpochs(6).withPeakRate(5e-4));

    /** Rejects a recipe that would not train at all. */
    public TrainingRecipe {
        if (selfCritical.rounds() == 0) {
            Range.atLeast(1, optimisation.epochs(), "epochs");
        }
    }

    /** This recipe with another network. */
    public TrainingRecipe with(NetworkSize other) {
        return new TrainingRecipe(other, optimisation, captions, regularisation, selfCritical, questions, seed);
    }

    /** This recipe with another optimisation. */
    public TrainingRecipe with(Optimisation other) {
        return new TrainingRecipe(network, other, captions, regularisation, selfCritical, questions, seed);
    }

    /** This recipe with other batches and words of captions. */
    public TrainingRecipe with(CaptionStage other) {
        return new TrainingRecipe(network, optimisation, other, regularisation, selfCritical, questions, seed);
    }

    /** This recipe with another regularisation. */
    public TrainingRecipe with(Regularisation other) {
        return new TrainingRecipe(network, optimisation, captions, other, selfCritical, questions, seed);
    }

    /** This recipe with another second stage. */
    public TrainingRecipe with(SelfCriticalStage other) {
        return new TrainingRecipe(network, optimisation, captions, regularisation, other, questions, seed);
    }

    /** This recipe with another way of learning questions. */
    public TrainingRecipe with(QuestionStage other) {
        return new TrainingRecipe(network, optimisation, captions, regularisation, selfCritical, other, seed);
    }

    /** This recipe with another seed. */
    public TrainingRecipe withSeed(long other) {
        return new TrainingRecipe(network, optimisation, captions, regularisation, selfCritical, questions, other);
    }
}
