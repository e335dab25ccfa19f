package dev.captioner.cli;

import picocli.CommandLine.Command;

/** What can be done with a model folder. */
@Command(
        name = "model",
        description = "Shows, verifies or calibrates a model folder.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ModelCommand {}
