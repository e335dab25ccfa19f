package dev.captioner.cli.train;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.UsageException;
import dev.captioner.cli.model.ModelOutput;
import dev.captioner.cli.options.OverwriteOption;
import dev.captioner.file.Outputs;
import dev.captioner.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that every training run has, apart from its data and its hyperparameters. */
final class TrainingArguments {
    @Option(
            names = "--out",
            required = true,
            paramLabel = "OUT",
            description = "output folder: model, checkpoint and training log")
    private Path out = Path.of("");

    @Option(names = "--resume", description = "resume from the checkpoint in OUT, if there is one")
    private boolean resume;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "cache of the photos' features; training runs may share it (default: OUT/features)")
    private @Nullable Path cache;

    @Option(names = "--name", paramLabel = "NAME", description = "name of the model (default: ${DEFAULT-VALUE})")
    private String name = "captions";

    @Option(
            names = "--model-version",
            paramLabel = "TEXT",
            description = "version of the model (default: ${DEFAULT-VALUE})")
    private String version = "1";

    @Option(names = "--licence", paramLabel = "TEXT", description = "licence of the model (default: ${DEFAULT-VALUE})")
    private String licence = "not stated";

    @Mixin
    private OverwriteOption overwrite = new OverwriteOption();

    @Option(names = "--json", description = "print one JSON object per epoch, and one for the finished model")
    private boolean json;

    /**
     * Whether to resume from a checkpoint. With {@code --resume}, a missing checkpoint is no error: the run may have been stopped
     * in its first epoch. A training that is not resumed replaces nothing in OUT that captioner did not write.
     *
     * @param inputs files and model folders that the training reads
     * @throws UsageException when there is a checkpoint but neither {@code --resume} nor {@code --overwrite}
     * @throws IOException when OUT has files that must not be replaced
     */
    boolean resumes(Console console, List<Path> inputs) throws IOException {
        boolean started = Training.started(out);
        Outputs outputs = overwrite.outputs().reading("the training data or --from", inputs);
        if (started && resume) {
            return true;
        }
        if (started && !outputs.overwrite()) {
            throw new UsageException(out + " already has a checkpoint; resume from it with --resume, replace it with "
                    + Outputs.OVERWRITE + ", or choose another folder");
        }
        if (resume) {
            console.say("no checkpoint in " + out + "; training starts from the first epoch");
        }
        if (Files.exists(out)) {
            for (Path file : Training.logs(out)) {
                outputs.file("--out", file).check();
            }
        }
        ModelOutput.check(outputs, "--out", model());
        return false;
    }

    /** The model folder that the training writes. */
    Path model() {
        return out.resolve("model");
    }

    Path out() {
        return out;
    }

    Path cache() {
        return cache == null ? out.resolve("features") : cache;
    }

    String name() {
        return name;
    }

    String version() {
        return version;
    }

    String licence() {
        return licence;
    }

    boolean json() {
        return json;
    }
}
