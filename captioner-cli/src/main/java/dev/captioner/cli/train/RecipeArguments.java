package dev.captioner.cli.train;

import dev.captioner.cli.console.UsageException;
import dev.captioner.cli.options.FormerNames;
import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.training.Regularisation;
import dev.captioner.train.CaptionStage;
import dev.captioner.train.NetworkSize;
import dev.captioner.train.Optimisation;
import dev.captioner.train.SelfCriticalStage;
import dev.captioner.train.TrainingRecipe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The hyperparameters of a training run; the defaults are those of the published model. */
final class RecipeArguments {
    private final TrainingRecipe defaults;

    @Option(
            names = "--embedding",
            paramLabel = "E",
            description = "size of the embedding space of words and regions (default: ${DEFAULT-VALUE})")
    private int embedding;

    @Option(
            names = "--units",
            paramLabel = "H",
            description = "hidden units of each LSTM layer (default: ${DEFAULT-VALUE})")
    private int units;

    @Option(names = "--layers", paramLabel = "N", description = "LSTM layers, 1 or 2 (default: ${DEFAULT-VALUE})")
    private int layers;

    @Option(
            names = "--attention",
            paramLabel = "KIND",
            description = "score function of the attention: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private AttentionKind attention;

    @Option(names = "--epochs", paramLabel = "N", description = "maximum number of epochs (default: ${DEFAULT-VALUE})")
    private int epochs;

    @FormerNames("--batch")
    @Option(
            names = "--batch-size",
            paramLabel = "PHOTOS",
            description = "photos per update (default: ${DEFAULT-VALUE})")
    private int batch;

    @FormerNames("--rate")
    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description = "peak learning rate (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--dropout",
            paramLabel = "P",
            description = "dropout probability of regions, photo, words and output layer (default: 0.5 each)")
    private @Nullable Double dropout;

    @Option(
            names = "--label-smoothing",
            paramLabel = "P",
            description = "label smoothing: probability mass spread over the vocabulary (default: ${DEFAULT-VALUE})")
    private double labelSmoothing;

    @FormerNames("--averaging")
    @Option(
            names = "--ema-decay",
            paramLabel = "DECAY",
            description =
                    "decay of the exponential moving average of the weights; 0 turns it off (default: ${DEFAULT-VALUE})")
    private double averaging;

    @FormerNames("--minimum-count")
    @Option(
            names = "--min-word-count",
            paramLabel = "N",
            description = "words that occur less often become the unknown word (default: ${DEFAULT-VALUE})")
    private int minimumCount;

    @FormerNames("--maximum-words")
    @Option(
            names = "--max-caption-length",
            paramLabel = "WORDS",
            description = "longer captions are not trained on (default: ${DEFAULT-VALUE})")
    private int maximumWords;

    @FormerNames("--no-mirror")
    @Option(names = "--no-flip", description = "no augmentation by horizontal flips")
    private boolean notMirrored;

    @Option(
            names = "--self-critical",
            paramLabel = "ROUNDS",
            description = "rounds of self-critical training after the last epoch (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--self-critical-updates",
            paramLabel = "N",
            description = "updates per round (default: ${DEFAULT-VALUE})")
    private int updates;

    @FormerNames("--self-critical-rate")
    @Option(
            names = "--self-critical-learning-rate",
            paramLabel = "RATE",
            description = "learning rate of self-critical training (default: ${DEFAULT-VALUE})")
    private double selfCriticalRate;

    @Option(
            names = "--patience",
            paramLabel = "EPOCHS",
            description = "early stopping: epochs without a better development score (default: ${DEFAULT-VALUE})")
    private int patience;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description =
                    "seed of all random numbers; the same seed gives the same weights (default: ${DEFAULT-VALUE})")
    private long seed;

    RecipeArguments(TrainingRecipe defaults) {
        this.defaults = defaults;
        embedding = defaults.network().embedding();
        units = defaults.network().units();
        layers = defaults.network().layers();
        attention = defaults.network().attention();
        epochs = defaults.optimisation().epochs();
        batch = defaults.captions().photosPerBatch();
        rate = defaults.optimisation().peakRate();
        labelSmoothing = defaults.regularisation().labelSmoothing();
        averaging = defaults.optimisation().averaging();
        minimumCount = defaults.captions().minimumCount();
        maximumWords = defaults.captions().maximumWords();
        rounds = defaults.selfCritical().rounds();
        updates = defaults.selfCritical().updates();
        selfCriticalRate = defaults.selfCritical().rate();
        patience = defaults.optimisation().patience();
        seed = defaults.seed();
    }

    /** The rates of the recipe may differ from each other; only the option makes them one. */
    private Regularisation regularisation() {
        Regularisation own = defaults.regularisation();
        return dropout == null
                ? new Regularisation(
                        own.regionDropout(), own.photoDropout(), own.wordDropout(), own.outputDropout(), labelSmoothing)
                : new Regularisation(dropout, dropout, dropout, dropout, labelSmoothing);
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
                            defaults.optimisation().warmUp(),
                            defaults.optimisation().weightDecay(),
                            defaults.optimisation().maximumNorm(),
                            averaging),
                    new CaptionStage(
                            batch, defaults.captions().captionsPerPhoto(), minimumCount, maximumWords, !notMirrored),
                    regularisation(),
                    new SelfCriticalStage(
                            rounds, updates, defaults.selfCritical().samples(), selfCriticalRate),
                    defaults.questions(),
                    seed);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }
}
