package dev.captioner.cli.train;

import dev.captioner.bundle.ModelFolder;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.model.ShellWords;
import dev.captioner.cli.options.FileForms;
import dev.captioner.cli.options.MissingPhotos;
import dev.captioner.cli.options.SplitArguments;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import dev.captioner.train.NetworkSize;
import dev.captioner.train.StartingPoint;
import dev.captioner.train.TrainingRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a model that captions photos and answers questions about them, and writes its folder. */
@Command(
        name = "answers",
        customSynopsis = {
            "captioner train answers --out=OUT [OPTIONS]",
            "           (--images=DIR [--captions=FILE] [--questions=FILE])..."
        },
        description = {
            "Trains a model that captions photos and answers questions about them, and writes it to OUT/model.",
            "Interrupted, it loses at most one epoch: run the same command again with --resume."
        })
final class TrainAnswersCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The options of one data set; the group may be repeated. */
    private static final class DataSetArguments {
        @Option(
                names = "--images",
                required = true,
                paramLabel = "DIR",
                description = "folder of the photos; may be repeated, each time followed by its files")
        private Path images = Path.of("");

        @Option(names = "--captions", paramLabel = "FILE", description = "captions: " + FileForms.CAPTIONS)
        private @Nullable Path captions;

        @Option(names = "--questions", paramLabel = "FILE", description = FileForms.QUESTIONS + "all_answers, source")
        private @Nullable Path questions;

        @Option(
                names = "--data",
                paramLabel = "NAME=LICENCE",
                description = "name and licence of the data set, for the model card")
        private @Nullable String data;

        @Option(
                names = "--style",
                paramLabel = "NAME",
                description =
                        "style of the captions, such as the name of the data set. The model learns to write in each style; its own is"
                                + " the first")
        private @Nullable String style;

        DataSet dataSet() {
            return new DataSet(images, captions, questions, data, style);
        }
    }

    @ArgGroup(exclusive = false, multiplicity = "1..*")
    private List<DataSetArguments> sets = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description = "model to start from, such as a captioning model (default: a new network)")
    private @Nullable Path from;

    @Option(
            names = "--encoder",
            paramLabel = "DIR",
            description = "folder of the frozen CNN (default: that of --from, or EfficientNet-Lite2)")
    private @Nullable Path encoder;

    @Mixin
    private SplitArguments splits = new SplitArguments();

    @Mixin
    private MissingPhotos missing = new MissingPhotos();

    @Mixin
    private TrainingArguments training = new TrainingArguments();

    @Mixin
    private QuestionArguments questionArguments = new QuestionArguments();

    @Mixin
    private RecipeArguments recipe = new RecipeArguments(TrainingRecipe.ANSWERS);

    TrainAnswersCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        TrainingRecipe chosen = recipe.recipe().with(questionArguments.stage());
        List<DataSet> dataSets = sets.stream().map(DataSetArguments::dataSet).toList();
        boolean resume = training.resumes(console, DataSet.files(dataSets, splits, from));
        TrainingRun run = new TrainingRun(console, training, ShellWords.command(spec));
        ModelFolder start = from == null ? null : ModelFolder.read(from);
        StartingPoint startingPoint = null;
        if (start != null) {
            NetworkShape shape = NetworkShape.of(start.description().network());
            startingPoint = new StartingPoint(shape, Weights.of(start), start.vocabulary());
            chosen = chosen.with(NetworkSize.of(shape));
        }
        TrainingRun.FrozenEncoder chosenEncoder = start == null || encoder != null
                ? TrainingRun.FrozenEncoder.of(encoder)
                : new TrainingRun.FrozenEncoder(start.description().encoder(), start.encoderFolder());
        run.run(
                chosen,
                chosenEncoder,
                TrainingRun.Data.read(dataSets, splits, missing, startingPoint, console),
                resume);
        return CommandLine.ExitCode.OK;
    }
}
