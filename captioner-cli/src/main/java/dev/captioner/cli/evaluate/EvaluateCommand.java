package dev.captioner.cli.evaluate;

import dev.captioner.cli.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Groups the commands that score models. */
@Command(name = "evaluate", description = "Scores models on data sets.")
public final class EvaluateCommand {
    private EvaluateCommand() {}

    /** The command with its subcommands. */
    public static CommandLine of(Console console) {
        return new CommandLine(new EvaluateCommand())
                .addSubcommand(new EvaluateCaptionsCommand(console))
                .addSubcommand(new EvaluateAnswersCommand(console));
    }
}
