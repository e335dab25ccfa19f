package dev.captioner.cli;

import dev.captioner.Caption;
import dev.captioner.Captioner;
import dev.captioner.bundle.GoldenCaption;
import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.image.PhotoReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks that a model folder is whole and does what it did. */
@Command(
        name = "verify",
        description = "Checks every file of a model, and that it still gives the captions it was published with.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ModelVerifyCommand implements Callable<Integer> {
    /** Processors add in different orders, which shows in the fifth decimal. */
    private static final double TOLERANCE = 1e-3;

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "a model folder")
    private Path folder = Path.of("");

    @Option(
            names = "--photos",
            paramLabel = "DIR",
            description = "where the photos of golden.json are (default: captioner's own folder)")
    private Path photos = Home.folder();

    ModelVerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ModelFolder model = ModelFolder.read(folder);
        try (Captioner captioner = Captioner.of(model)) {
            for (GoldenCaption golden : model.golden()) {
                check(golden, captioner.caption(new PhotoReader().read(photos.resolve(golden.photo()))));
            }
        }
        console.print(folder + ": every file is as published; "
                + switch (model.golden().size()) {
                    case 0 -> "there are no golden captions";
                    case 1 -> "1 golden caption came out the same";
                    default -> model.golden().size() + " golden captions came out the same";
                });
        return CommandLine.ExitCode.OK;
    }

    private void check(GoldenCaption golden, Caption found) {
        if (!found.text().equals(golden.caption())) {
            throw new ModelException(folder + ": " + golden.photo() + ": expected '" + golden.caption() + "', found '"
                    + found.text() + "'");
        }
        if (Math.abs(found.logProbability() - golden.logProbability()) > TOLERANCE) {
            throw new ModelException(folder + ": " + golden.photo() + ": expected a log-probability of "
                    + golden.logProbability() + " within " + TOLERANCE + ", found " + found.logProbability());
        }
    }
}
