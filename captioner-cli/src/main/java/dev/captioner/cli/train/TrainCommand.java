package dev.captioner.cli.train;

import dev.captioner.cli.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Groups the commands that train models. */
@Command(name = "train", description = "Trains models.")
public final class TrainCommand {
    private TrainCommand() {}

    /** The command with its subcommands. */
    public static CommandLine of(Console console) {
        return new CommandLine(new TrainCommand())
                .addSubcommand(new TrainCaptionsCommand(console))
                .addSubcommand(new TrainAnswersCommand(console));
    }
}
