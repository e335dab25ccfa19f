package dev.captioner.cli;

import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.Regularisation;
import dev.captioner.train.Recipe;
import dev.captioner.train.SelfCriticalStage;
import picocli.CommandLine.Option;

/** The options that say how to train; the defaults are those of the published model. */
final class RecipeArguments {
    @Option(
            names = "--embedding",
            paramLabel = "E",
            description = "size of the space that words and photos share (default: ${DEFAULT-VALUE})")
    private int embedding = Recipe.DEFAULT.embedding();

    @Option(names = "--units", paramLabel = "H", description = "units of each LSTM (default: ${DEFAULT-VALUE})")
    private int units = Recipe.DEFAULT.units();

    @Option(names = "--layers", paramLabel = "N", description = "1 or 2 LSTMs (default: ${DEFAULT-VALUE})")
    private int layers = Recipe.DEFAULT.layers();

    @Option(
            names = "--attention",
            paramLabel = "KIND",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private AttentionKind attention = Recipe.DEFAULT.attention();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "how often each photo is shown (default: ${DEFAULT-VALUE})")
    private int epochs = Recipe.DEFAULT.epochs();

    @Option(names = "--batch", paramLabel = "PHOTOS", description = "photos of one update (default: ${DEFAULT-VALUE})")
    private int batch = Recipe.DEFAULT.photosPerBatch();

    @Option(names = "--rate", paramLabel = "RATE", description = "highest learning rate (default: ${DEFAULT-VALUE})")
    private double rate = Recipe.DEFAULT.peakRate();

    @Option(
            names = "--dropout",
            paramLabel = "SHARE",
            description = "values set to 0 in training (default: ${DEFAULT-VALUE})")
    private double dropout = Recipe.DEFAULT.regularisation().wordDropout();

    @Option(
            names = "--label-smoothing",
            paramLabel = "SHARE",
            description = "of the target spread over all words (default: ${DEFAULT-VALUE})")
    private double labelSmoothing = Recipe.DEFAULT.regularisation().labelSmoothing();

    @Option(
            names = "--averaging",
            paramLabel = "DECAY",
            description = "of the running mean of the weights; 0 for the last weights (default: ${DEFAULT-VALUE})")
    private double averaging = Recipe.DEFAULT.averaging();

    @Option(
            names = "--minimum-count",
            paramLabel = "N",
            description = "rarer words are unknown (default: ${DEFAULT-VALUE})")
    private int minimumCount = Recipe.DEFAULT.minimumCount();

    @Option(
            names = "--maximum-words",
            paramLabel = "N",
            description = "longer captions are left out (default: ${DEFAULT-VALUE})")
    private int maximumWords = Recipe.DEFAULT.maximumWords();

    @Option(names = "--no-mirror", description = "do not show photos mirrored every other time")
    private boolean notMirrored;

    @Option(
            names = "--self-critical",
            paramLabel = "ROUNDS",
            description = "rounds of self-critical training in the end (default: ${DEFAULT-VALUE})")
    private int rounds = Recipe.DEFAULT.selfCritical().rounds();

    @Option(
            names = "--self-critical-updates",
            paramLabel = "N",
            description = "updates of a round (default: ${DEFAULT-VALUE})")
    private int updates = Recipe.DEFAULT.selfCritical().updates();

    @Option(
            names = "--self-critical-rate",
            paramLabel = "RATE",
            description = "their learning rate (default: ${DEFAULT-VALUE})")
    private double selfCriticalRate = Recipe.DEFAULT.selfCritical().rate();

    @Option(
            names = "--patience",
            paramLabel = "EPOCHS",
            description = "stop when the score has not risen for so long (default: ${DEFAULT-VALUE})")
    private int patience = Recipe.DEFAULT.patience();

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "the same number gives the same weights (default: ${DEFAULT-VALUE})")
    private long seed = Recipe.DEFAULT.seed();

    /** @throws UsageException when a value is out of range */
    Recipe recipe() {
        try {
            Recipe usual = Recipe.DEFAULT;
            return new Recipe(
                    embedding,
                    units,
                    layers,
                    attention,
                    epochs,
                    batch,
                    usual.captionsPerPhoto(),
                    minimumCount,
                    maximumWords,
                    rate,
                    usual.warmUp(),
                    usual.weightDecay(),
                    usual.maximumNorm(),
                    new Regularisation(dropout, dropout, dropout, dropout, labelSmoothing),
                    averaging,
                    !notMirrored,
                    new SelfCriticalStage(rounds, updates, usual.selfCritical().samples(), selfCriticalRate),
                    patience,
                    seed);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }
}
