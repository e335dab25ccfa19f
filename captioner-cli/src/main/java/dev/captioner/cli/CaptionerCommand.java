package dev.captioner.cli;

import dev.captioner.cli.batch.BatchCommand;
import dev.captioner.cli.caption.CaptionCommand;
import dev.captioner.cli.caption.ScoreCommand;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Version;
import dev.captioner.cli.evaluate.EvaluateCommand;
import dev.captioner.cli.evaluate.MetricsCommand;
import dev.captioner.cli.model.ModelCommand;
import dev.captioner.cli.question.AskCommand;
import dev.captioner.cli.question.QuestionsCommand;
import dev.captioner.cli.train.TrainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;

/** The command that all verbs hang under. */
@Command(
        name = "captioner",
        description = "Describes photos in words, answers questions about them, and says how sure it is of each.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Exit codes: 0, 1 for a failure, 2 for wrong use.", "More on a command: captioner help COMMAND"})
final class CaptionerCommand {
    private CaptionerCommand() {}

    /** Runs one command line and gives its exit code: 0, 1 for a failure, 2 for wrong use. */
    static int run(Console console, String... arguments) {
        return commandLine(console).execute(arguments);
    }

    /** The commands with their options, before a command line is parsed. */
    static CommandLine commandLine(Console console) {
        Failures failures = new Failures(console);
        return new CommandLine(new CaptionerCommand())
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
                .addSubcommand(new HelpCommand())
                .setOut(console.out())
                .setErr(console.error())
                .setColorScheme(Help.defaultColorScheme(console.colour(console.outIsTerminal())))
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }
}
