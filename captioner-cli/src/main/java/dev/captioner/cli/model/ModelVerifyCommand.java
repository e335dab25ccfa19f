package dev.captioner.cli.model;

import dev.captioner.Captioner;
import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Version;
import dev.captioner.cli.files.Home;
import dev.captioner.publish.GoldenCheck;
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
            check(model, captioner);
        }
        int answers = model.goldenAnswers().size();
        console.print(folder + ": every file is as published; "
                + same(model.golden().size(), "golden caption")
                + (answers == 0 ? "" : "; " + same(answers, "golden answer")));
        return CommandLine.ExitCode.OK;
    }

    private void check(ModelFolder model, Captioner captioner) {
        try {
            GoldenCheck.run(model, captioner, photos);
        } catch (ModelException e) {
            throw new ModelException(folder + ": " + e.getMessage(), e);
        }
    }

    private static String same(int count, String what) {
        return switch (count) {
            case 0 -> "there are no " + what + "s";
            case 1 -> "1 " + what + " came out the same";
            default -> count + " " + what + "s came out the same";
        };
    }
}
