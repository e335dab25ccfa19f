package dev.captioner.cli.train;

import dev.captioner.cli.console.UsageException;
import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.training.Regularisation;
import dev.captioner.train.CaptionStage;
import dev.captioner.train.NetworkSize;
import dev.captioner.train.Optimisation;
import dev.captioner.train.SelfCriticalStage;
import dev.captioner.train.TrainingRecipe;
import picocli.CommandLine.Option;

/** The options that say how to train; the defaults are those of the published model. */
final class RecipeArguments {
    private final TrainingRecipe usual;

    @Option(
            names = "--embedding",
            paramLabel = "E",
            description = "size of the space that words and photos share (default: ${DEFAULT-VALUE})")
    private int embedding;

    @Option(names = "--units", paramLabel = "H", description = "units of each LSTM (default: ${DEFAULT-VALUE})")
    private int units;

    @Option(names = "--layers", paramLabel = "N", description = "1 or 2 LSTMs (default: ${DEFAULT-VALUE})")
    private int layers;

    @Option(
            names = "--attention",
            paramLabel = "KIND",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private AttentionKind attention;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "how often each photo is shown (default: ${DEFAULT-VALUE})")
    private int epochs;

    @Option(names = "--batch", paramLabel = "PHOTOS", description = "photos of one update (default: ${DEFAULT-VALUE})")
    private int batch;

    @Option(names = "--rate", paramLabel = "RATE", description = "highest learning rate (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--dropout",
            paramLabel = "SHARE",
            description = "values set to 0 in training (default: ${DEFAULT-VALUE})")
    private double dropout;

    @Option(
            names = "--label-smoothing",
            paramLabel = "SHARE",
            description = "of the target spread over all words (default: ${DEFAULT-VALUE})")
    private double labelSmoothing;

    @Option(
            names = "--averaging",
            paramLabel = "DECAY",
            description = "of the running mean of the weights; 0 for the last weights (default: ${DEFAULT-VALUE})")
    private double averaging;

    @Option(
            names = "--minimum-count",
            paramLabel = "N",
            description = "rarer words are unknown (default: ${DEFAULT-VALUE})")
    private int minimumCount;

    @Option(
            names = "--maximum-words",
            paramLabel = "N",
            description = "longer captions are left out (default: ${DEFAULT-VALUE})")
    private int maximumWords;

    @Option(names = "--no-mirror", description = "do not show photos mirrored every other time")
    private boolean notMirrored;

    @Option(
            names = "--self-critical",
            paramLabel = "ROUNDS",
            description = "rounds of self-critical training in the end (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--self-critical-updates",
            paramLabel = "N",
            description = "updates of a round (default: ${DEFAULT-VALUE})")
    private int updates;

    @Option(
            names = "--self-critical-rate",
            paramLabel = "RATE",
            description = "their learning rate (default: ${DEFAULT-VALUE})")
    private double selfCriticalRate;

    @Option(
            names = "--patience",
            paramLabel = "EPOCHS",
            description = "stop when the score has not risen for so long (default: ${DEFAULT-VALUE})")
    private int patience;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "the same number gives the same weights (default: ${DEFAULT-VALUE})")
    private long seed;

    RecipeArguments(TrainingRecipe usual) {
        this.usual = usual;
        embedding = usual.network().embedding();
        units = usual.network().units();
        layers = usual.network().layers();
        attention = usual.network().attention();
        epochs = usual.optimisation().epochs();
        batch = usual.captions().photosPerBatch();
        rate = usual.optimisation().peakRate();
        dropout = usual.regularisation().wordDropout();
        labelSmoothing = usual.regularisation().labelSmoothing();
        averaging = usual.optimisation().averaging();
        minimumCount = usual.captions().minimumCount();
        maximumWords = usual.captions().maximumWords();
        rounds = usual.selfCritical().rounds();
        updates = usual.selfCritical().updates();
        selfCriticalRate = usual.selfCritical().rate();
        patience = usual.optimisation().patience();
        seed = usual.seed();
    }

    /** @throws UsageException when a value is out of range */
    TrainingRecipe recipe() {
        try {
            return new TrainingRecipe(
                    new NetworkSize(embedding, units, layers, attention),
                    new Optimisation(
                            epochs,
                            patience,
                            rate,
                            usual.optimisation().warmUp(),
                            usual.optimisation().weightDecay(),
                            usual.optimisation().maximumNorm(),
                            averaging),
                    new CaptionStage(
                            batch, usual.captions().captionsPerPhoto(), minimumCount, maximumWords, !notMirrored),
                    new Regularisation(dropout, dropout, dropout, dropout, labelSmoothing),
                    new SelfCriticalStage(rounds, updates, usual.selfCritical().samples(), selfCriticalRate),
                    usual.questions(),
                    seed);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }
}
