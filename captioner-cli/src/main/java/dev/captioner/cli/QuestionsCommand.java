package dev.captioner.cli;

import picocli.CommandLine.Command;

/** What questions can be made of. */
@Command(
        name = "questions",
        description = "Makes files of questions about photos, with answers.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class QuestionsCommand {}
