package dev.captioner.cli.train;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.UsageException;
import dev.captioner.cli.files.PhotoFiles;
import dev.captioner.cli.files.PhotoList;
import dev.captioner.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every training has, besides its data and its recipe. */
final class TrainingArguments {
    @Option(
            names = "--out",
            required = true,
            paramLabel = "OUT",
            description = "folder for the model, its checkpoint and its log")
    private Path out = Path.of("");

    @Option(
            names = "--train-photos",
            paramLabel = "FILE",
            description = "names of photos to learn from, for files without splits")
    private @Nullable Path trainPhotos;

    @Option(
            names = "--dev-photos",
            paramLabel = "FILE",
            description =
                    "names of the photos to judge captions by, and no others (default: the split 'dev', or one photo in ten)")
    private @Nullable Path devPhotos;

    @Option(names = "--resume", description = "go on from the checkpoint in OUT, where there is one")
    private boolean resume;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "folder for the photos' features, which trainings may share (default: OUT/features)")
    private @Nullable Path cache;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "of the model (default: ${DEFAULT-VALUE})",
            defaultValue = "captions")
    private String name = "captions";

    @Option(
            names = "--model-version",
            paramLabel = "TEXT",
            description = "of the model (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private String version = "1";

    @Option(
            names = "--licence",
            paramLabel = "TEXT",
            description = "terms of the model (default: ${DEFAULT-VALUE})",
            defaultValue = "not stated")
    private String licence = "not stated";

    @Option(names = "--json", description = "print a JSON object for each epoch and, in the end, for the model")
    private boolean json;

    /**
     * Whether to go on from a checkpoint. One that was to be gone on from but is not there is no fault: the training may have been
     * stopped before its first epoch ended.
     *
     * @throws UsageException when there is a checkpoint and it is not to be gone on from
     */
    boolean resumes(Console console) {
        boolean started = Training.started(out);
        if (started && !resume) {
            throw new UsageException(out + " holds a training already; go on with --resume, or give another folder");
        }
        if (resume && !started) {
            console.say(out + " holds no checkpoint, so training starts from the beginning");
        }
        return started;
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

    Set<String> trainPhotos() throws IOException {
        return trainPhotos == null ? Set.of() : PhotoList.read(trainPhotos);
    }

    Set<String> devPhotos() throws IOException {
        return devPhotos == null ? Set.of() : new LinkedHashSet<>(PhotoList.read(devPhotos));
    }

    /** Names of the photos in captioner's own samples folder. */
    static List<String> samples(Path home) throws IOException {
        Path samples = home.resolve("samples");
        if (!Files.isDirectory(samples)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (Path photo : PhotoFiles.of(List.of(samples))) {
            names.add("samples/" + samples.relativize(photo));
        }
        return names;
    }
}
