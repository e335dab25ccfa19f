package dev.captioner.cli.train;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.UsageException;
import dev.captioner.cli.model.ShellWords;
import dev.captioner.cli.options.FileForms;
import dev.captioner.cli.options.MissingPhotos;
import dev.captioner.cli.options.SplitArguments;
import dev.captioner.train.CaptionedPhoto;
import dev.captioner.train.TrainingImageProfiles;
import dev.captioner.train.TrainingRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a captioning model and writes its folder. */
@Command(
        name = "captions",
        customSynopsis = "captioner train captions --images=DIR --captions=FILE --out=OUT [OPTIONS]",
        description = {
            "Trains a captioning model on photos with captions and writes it to OUT/model.",
            "Interrupted, it loses at most one epoch: run the same command again with --resume."
        })
final class TrainCaptionsCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--images",
            required = true,
            paramLabel = "DIR",
            description = "folder of the photos; give one for each --captions")
    private List<Path> images = new ArrayList<>();

    @Option(
            names = "--captions",
            required = true,
            paramLabel = "FILE",
            description = "captions: " + FileForms.CAPTIONS + "; may be repeated")
    private List<Path> captions = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "NAME=LICENCE",
            description = "name and licence of a data set, for the model card; none, or one for each --captions")
    private List<String> data = new ArrayList<>();

    @Option(
            names = "--style",
            paramLabel = "NAME",
            description =
                    "style of the captions, such as the name of the data set; none, or one for each --captions. The model learns to"
                            + " write in each style; its own is the first")
    private List<String> styles = new ArrayList<>();

    @Option(
            names = "--encoder",
            paramLabel = "DIR",
            description = "folder of the frozen CNN (default: EfficientNet-Lite2)")
    private @Nullable Path encoder;

    @Mixin
    private SplitArguments splits = new SplitArguments();

    @Mixin
    private MissingPhotos missing = new MissingPhotos();

    @Mixin
    private TrainingArguments training = new TrainingArguments();

    @Mixin
    private RecipeArguments recipe = new RecipeArguments(TrainingRecipe.DEFAULT);

    TrainCaptionsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        TrainingRecipe chosen = recipe.recipe();
        List<DataSet> dataSets = dataSets();
        boolean resume = training.resumes(console, DataSet.files(dataSets, splits, null));
        TrainingRun run = new TrainingRun(console, training, ShellWords.command(spec));
        TrainingRun.Data read = TrainingRun.Data.read(dataSets, splits, missing, null, console);
        run.run(
                chosen,
                profiled(
                        TrainingRun.FrozenEncoder.of(encoder),
                        read.sets().captions().training()),
                read,
                resume);
        return CommandLine.ExitCode.OK;
    }

    private List<DataSet> dataSets() {
        if (images.size() != captions.size() || (!data.isEmpty() && data.size() != captions.size())) {
            throw new UsageException("each --captions needs one --images, and one --data if there is any; found "
                    + captions.size() + " --captions, " + images.size() + " --images and " + data.size() + " --data");
        }
        if (!styles.isEmpty() && styles.size() != captions.size()) {
            throw new UsageException("give no --style, or one for each --captions; found " + styles.size()
                    + " --style and " + captions.size() + " --captions");
        }
        List<DataSet> sets = new ArrayList<>();
        for (int i = 0; i < captions.size(); i++) {
            sets.add(new DataSet(
                    images.get(i),
                    captions.get(i),
                    null,
                    data.isEmpty() ? null : data.get(i),
                    styles.isEmpty() ? null : styles.get(i)));
        }
        return sets;
    }

    /** An encoder that does not say which photos its network knows gets the profile of the training photos. */
    private static TrainingRun.FrozenEncoder profiled(
            TrainingRun.FrozenEncoder encoder, List<CaptionedPhoto> training) {
        return encoder.description().source().isPresent()
                ? encoder
                : new TrainingRun.FrozenEncoder(
                        encoder.description()
                                .withSource(TrainingImageProfiles.of(
                                        training, encoder.description().inputSize())),
                        encoder.folder());
    }
}
