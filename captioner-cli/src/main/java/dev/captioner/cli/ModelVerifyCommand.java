package dev.captioner.cli;

import dev.captioner.Answer;
import dev.captioner.Caption;
import dev.captioner.Captioner;
import dev.captioner.bundle.GoldenAnswer;
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
        PhotoReader reader = new PhotoReader();
        try (Captioner captioner = Captioner.of(model)) {
            for (GoldenCaption golden : model.golden()) {
                Caption found = captioner.caption(reader.read(photos.resolve(golden.photo())));
                check(golden.photo(), golden.caption(), golden.logProbability(), found.text(), found.logProbability());
            }
            for (GoldenAnswer golden : model.goldenAnswers()) {
                Answer found = captioner
                        .ask(reader.read(photos.resolve(golden.photo())), golden.question())
                        .best();
                check(
                        golden.photo() + ": " + golden.question(),
                        golden.answer(),
                        golden.logProbability(),
                        found.text(),
                        found.logProbability());
            }
        }
        int answers = model.goldenAnswers().size();
        console.print(folder + ": every file is as published; "
                + same(model.golden().size(), "golden caption")
                + (answers == 0 ? "" : "; " + same(answers, "golden answer")));
        return CommandLine.ExitCode.OK;
    }

    private static String same(int count, String what) {
        return switch (count) {
            case 0 -> "there are no " + what + "s";
            case 1 -> "1 " + what + " came out the same";
            default -> count + " " + what + "s came out the same";
        };
    }

    private void check(
            String subject, String expected, double expectedLogProbability, String found, double logProbability) {
        if (!found.equals(expected)) {
            throw new ModelException(folder + ": " + subject + ": expected '" + expected + "', found '" + found + "'");
        }
        if (Math.abs(logProbability - expectedLogProbability) > TOLERANCE) {
            throw new ModelException(folder + ": " + subject + ": expected a log-probability of "
                    + expectedLogProbability + " within " + TOLERANCE + ", found " + logProbability);
        }
    }
}
