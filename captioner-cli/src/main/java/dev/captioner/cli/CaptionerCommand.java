package dev.captioner.cli;

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
        Failures failures = new Failures(console);
        return new CommandLine(new CaptionerCommand())
                .addSubcommand(new CaptionCommand(console))
                .addSubcommand(new BatchCommand(console))
                .addSubcommand(new ScoreCommand(console))
                .addSubcommand(new AskCommand(console))
                .addSubcommand(new ServeCommand())
                .addSubcommand(new MetricsCommand(console))
                .addSubcommand(new CommandLine(new TrainCommand())
                        .addSubcommand(new TrainCaptionsCommand(console))
                        .addSubcommand(new TrainAnswersCommand(console)))
                .addSubcommand(new CommandLine(new EvaluateCommand())
                        .addSubcommand(new EvaluateCaptionsCommand(console))
                        .addSubcommand(new EvaluateAnswersCommand(console)))
                .addSubcommand(new CommandLine(new QuestionsCommand())
                        .addSubcommand(new QuestionsCaptionsCommand(console))
                        .addSubcommand(new QuestionsEasyVqaCommand(console)))
                .addSubcommand(new CommandLine(new ModelCommand())
                        .addSubcommand(new ModelShowCommand(console))
                        .addSubcommand(new ModelVerifyCommand(console))
                        .addSubcommand(new ModelCalibrateCommand(console)))
                .addSubcommand(new HelpCommand())
                .setOut(console.out())
                .setErr(console.error())
                .setColorScheme(Help.defaultColorScheme(console.colour(console.outIsTerminal())))
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .execute(arguments);
    }
}
