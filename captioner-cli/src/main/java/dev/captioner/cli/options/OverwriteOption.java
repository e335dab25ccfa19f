package dev.captioner.cli.options;

import dev.captioner.file.Outputs;
import picocli.CommandLine.Option;

/** The option of all commands that write files. */
public final class OverwriteOption {
    @Option(
            names = Outputs.OVERWRITE,
            description = "replace existing files that captioner did not write, or that were changed since")
    private boolean overwrite;

    /** The outputs of the command. */
    public Outputs outputs() {
        return new Outputs(overwrite);
    }
}
