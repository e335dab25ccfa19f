package dev.captioner.cli.model;

import dev.captioner.cli.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Groups the commands that work on a model folder. */
@Command(name = "model", description = "Shows, verifies, compares and calibrates model folders.")
public final class ModelCommand {
    private ModelCommand() {}

    /** The command with its subcommands. */
    public static CommandLine of(Console console) {
        return new CommandLine(new ModelCommand())
                .addSubcommand(new ModelShowCommand(console))
                .addSubcommand(new ModelVerifyCommand(console))
                .addSubcommand(new ModelCompareCommand(console))
                .addSubcommand(new ModelCalibrateCommand(console));
    }
}
