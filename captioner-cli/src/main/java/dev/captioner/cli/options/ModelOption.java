package dev.captioner.cli.options;

import dev.captioner.cli.files.Home;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that selects the model. */
public final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "model folder (default: pretrained/captions in captioner's own folder)")
    private @Nullable Path folder;

    /** The folder of the selected model; by default the published one. */
    public Path folder() {
        return folder == null ? Home.folder().resolve("pretrained/captions") : folder;
    }
}
