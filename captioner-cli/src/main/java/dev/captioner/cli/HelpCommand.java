package dev.captioner.cli;

import dev.captioner.cli.console.Version;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The help of a command, or of one below it; picocli's own goes one level deep. */
@Command(
        name = "help",
        description = "Shows how a command is used.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        helpCommand = true)
final class HelpCommand implements Runnable {
    @Parameters(paramLabel = "COMMAND", description = "as in caption, or train captions; without it, of all")
    private List<String> names = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to set
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine command = spec.commandLine().getParent();
        for (String name : names) {
            CommandLine below = command.getSubcommands().get(name);
            if (below == null) {
                throw new ParameterException(command, "Unknown subcommand '" + name + "'.");
            }
            command = below;
        }
        command.usage(command.getOut(), command.getColorScheme());
    }
}
