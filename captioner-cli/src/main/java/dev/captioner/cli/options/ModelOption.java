package dev.captioner.cli.options;

import dev.captioner.cli.files.Home;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says which model to use. */
public final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "the model folder (default: pretrained/captions of captioner's own folder)")
    private @Nullable Path folder;

    /** The folder that was asked for, or the published model's. */
    public Path folder() {
        return folder == null ? Home.folder().resolve("pretrained/captions") : folder;
    }
}
