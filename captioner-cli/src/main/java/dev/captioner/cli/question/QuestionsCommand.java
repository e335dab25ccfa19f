package dev.captioner.cli.question;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What questions can be made of. */
@Command(
        name = "questions",
        description = "Makes files of questions about photos, with answers.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class QuestionsCommand {
    private QuestionsCommand() {}

    /** The command with the commands below it. */
    public static CommandLine of(Console console) {
        return new CommandLine(new QuestionsCommand())
                .addSubcommand(new QuestionsCaptionsCommand(console))
                .addSubcommand(new QuestionsEasyVqaCommand(console));
    }
}
