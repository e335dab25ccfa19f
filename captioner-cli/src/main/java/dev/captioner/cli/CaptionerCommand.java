package dev.captioner.cli;

import dev.captioner.cli.batch.BatchCommand;
import dev.captioner.cli.caption.CaptionCommand;
import dev.captioner.cli.caption.ScoreCommand;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Version;
import dev.captioner.cli.evaluate.EvaluateCommand;
import dev.captioner.cli.evaluate.MetricsCommand;
import dev.captioner.cli.model.ModelCommand;
import dev.captioner.cli.options.DeprecatedOptions;
import dev.captioner.cli.question.AskCommand;
import dev.captioner.cli.question.QuestionsCommand;
import dev.captioner.cli.train.TrainCommand;
import dev.captioner.file.FileNames;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/** The root command. */
@Command(
        name = "captioner",
        description = "Captions photos and answers questions about them, with probabilities.",
        footer = {"", "Exit codes: 0 success, 1 failure, 2 wrong usage.", "Help on a command: captioner help COMMAND"})
final class CaptionerCommand {
    private CaptionerCommand() {}

    /** Runs a command line and returns its exit code: 0 for success, 1 for failure, 2 for wrong usage. */
    static int run(Console console, String... arguments) {
        int exit = commandLine(console).execute(arguments);
        String problem = console.outProblem();
        if (problem != null) {
            console.say("standard output cannot be written: " + problem);
        }
        return problem != null && exit == CommandLine.ExitCode.OK ? CommandLine.ExitCode.SOFTWARE : exit;
    }

    /** The command with all its subcommands. */
    static CommandLine commandLine(Console console) {
        Failures failures = new Failures(console);
        CommandLine command = new CommandLine(new CaptionerCommand())
                .addSubcommand(new CaptionCommand(console))
                .addSubcommand(new BatchCommand(console))
                .addSubcommand(new ScoreCommand(console))
                .addSubcommand(new AskCommand(console))
                .addSubcommand(new ServeCommand())
                .addSubcommand(new MetricsCommand(console))
                .addSubcommand(TrainCommand.of(console))
                .addSubcommand(EvaluateCommand.of(console))
                .addSubcommand(QuestionsCommand.of(console))
                .addSubcommand(ModelCommand.of(console))
                .addSubcommand(new FormatsCommand(console))
                .addSubcommand(new HelpCommand());
        configure(command);
        DeprecatedOptions.add(command);
        return command.registerConverter(Path.class, name -> FileNames.resolve(Path.of(""), name))
                .setOut(console.out())
                .setErr(console.error())
                .setColorScheme(Help.defaultColorScheme(console.colour(console.outIsTerminal())))
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> {
                    DeprecatedOptions.report(parsed, console);
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }

    /** What all commands have in common: -h, -V, and options in the order of their declaration. */
    private static void configure(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        spec.mixinStandardHelpOptions(true).versionProvider(new Version());
        spec.usageMessage().sortOptions(false).sortSynopsis(false);
        command.getSubcommands().values().forEach(CaptionerCommand::configure);
    }
}
