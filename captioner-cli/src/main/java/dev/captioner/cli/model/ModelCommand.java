package dev.captioner.cli.model;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What can be done with a model folder. */
@Command(
        name = "model",
        description = "Shows, verifies or calibrates a model folder.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class ModelCommand {
    private ModelCommand() {}

    /** The command with the commands below it. */
    public static CommandLine of(Console console) {
        return new CommandLine(new ModelCommand())
                .addSubcommand(new ModelShowCommand(console))
                .addSubcommand(new ModelVerifyCommand(console))
                .addSubcommand(new ModelCalibrateCommand(console));
    }
}
