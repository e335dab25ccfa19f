package dev.captioner.cli;

import picocli.CommandLine.Command;

/** What can be evaluated. */
@Command(
        name = "evaluate",
        description = "Measures how good models are.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class EvaluateCommand {}
