package dev.captioner.cli.model;

import dev.captioner.Captioner;
import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.files.Home;
import dev.captioner.publish.GoldenCheck;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks the files of a model folder and reproduces its golden captions and answers. */
@Command(
        name = "verify",
        description = {
            "Verifies the integrity of a model folder.",
            "Checks its files against the manifest, and that the model reproduces its golden captions and answers."
        })
final class ModelVerifyCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DIR", description = "model folder")
    private Path folder = Path.of("");

    @Option(
            names = "--photos",
            paramLabel = "DIR",
            description =
                    "folder that the photo names in golden.json are relative to (default: captioner's own folder)")
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
        console.print(folder + ": all files match the manifest; "
                + reproduced(model.golden().size(), "golden caption")
                + (answers == 0 ? "" : "; " + reproduced(answers, "golden answer")));
        return CommandLine.ExitCode.OK;
    }

    private void check(ModelFolder model, Captioner captioner) {
        try {
            GoldenCheck.run(model, captioner, photos);
        } catch (ModelException e) {
            throw new ModelException(folder + ": " + e.getMessage(), e);
        }
    }

    private static String reproduced(int count, String what) {
        return switch (count) {
            case 0 -> "no " + what + "s";
            case 1 -> "1 " + what + " reproduced";
            default -> count + " " + what + "s reproduced";
        };
    }
}
