package dev.captioner.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the help of a command or subcommand; picocli's own help command goes only one level deep. */
@Command(name = "help", description = "Prints the help of a command.", helpCommand = true)
final class HelpCommand implements Runnable {
    @Parameters(
            paramLabel = "COMMAND",
            description = "command or subcommand, such as 'train captions' (default: all commands)")
    private List<String> names = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
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
