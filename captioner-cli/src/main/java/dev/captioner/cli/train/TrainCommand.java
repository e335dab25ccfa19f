package dev.captioner.cli.train;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What can be trained. */
@Command(
        name = "train",
        description = "Trains models.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class TrainCommand {
    private TrainCommand() {}

    /** The command with the commands below it. */
    public static CommandLine of(Console console) {
        return new CommandLine(new TrainCommand())
                .addSubcommand(new TrainCaptionsCommand(console))
                .addSubcommand(new TrainAnswersCommand(console));
    }
}
