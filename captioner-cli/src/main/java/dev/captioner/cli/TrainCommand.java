package dev.captioner.cli;

import picocli.CommandLine.Command;

/** What can be trained. */
@Command(
        name = "train",
        description = "Trains models.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class TrainCommand {}
