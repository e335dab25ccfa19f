package dev.captioner.cli.question;

import dev.captioner.cli.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Groups the commands that write question files. */
@Command(name = "questions", description = "Writes question files: questions about photos with their answers.")
public final class QuestionsCommand {
    private QuestionsCommand() {}

    /** The command with its subcommands. */
    public static CommandLine of(Console console) {
        return new CommandLine(new QuestionsCommand())
                .addSubcommand(new QuestionsCaptionsCommand(console))
                .addSubcommand(new QuestionsEasyVqaCommand(console));
    }
}
