package dev.captioner.cli.evaluate;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What can be evaluated. */
@Command(
        name = "evaluate",
        description = "Measures how good models are.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class EvaluateCommand {
    private EvaluateCommand() {}

    /** The command with the commands below it. */
    public static CommandLine of(Console console) {
        return new CommandLine(new EvaluateCommand())
                .addSubcommand(new EvaluateCaptionsCommand(console))
                .addSubcommand(new EvaluateAnswersCommand(console));
    }
}
