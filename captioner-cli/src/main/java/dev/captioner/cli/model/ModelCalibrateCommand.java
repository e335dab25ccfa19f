package dev.captioner.cli.model;

import dev.captioner.Captioner;
import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.bundle.PublishedScore;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.UsageException;
import dev.captioner.cli.files.ChosenQuestions;
import dev.captioner.cli.options.MissingPhotos;
import dev.captioner.cli.options.OverwriteOption;
import dev.captioner.publish.AnswerCalibration;
import dev.captioner.train.QuestionSplits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Calibrates the answers of a model on the user's own questions. */
@Command(
        name = "calibrate",
        description = {
            "Calibrates the answer probabilities of a model on questions with known answers.",
            "Fits the temperatures of the probabilities and the threshold below which the model abstains, and writes the calibrated"
                    + " model to OUT. Weights, answers and their order stay the same. Use questions that the model was not trained on."
        })
final class ModelCalibrateCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "model folder")
    private Path folder = Path.of("");

    /** The options of one data set; the group may be repeated. */
    static final class QuestionSet {
        @Option(
                names = "--images",
                required = true,
                paramLabel = "DIR",
                description = "folder of the photos; may be repeated, each time followed by its questions")
        private Path images = Path.of("");

        @Option(
                names = "--questions",
                required = true,
                paramLabel = "FILE",
                description = "questions with answers, in the format of 'evaluate answers'")
        private Path questions = Path.of("");
    }

    @ArgGroup(exclusive = false, multiplicity = "1..*")
    private List<QuestionSet> sets = new ArrayList<>();

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description =
                    "use this split only, as in 'evaluate answers'; at most 500 questions of each data set are used")
    private @Nullable String split;

    @Mixin
    private MissingPhotos missing = new MissingPhotos();

    @Option(
            names = "--model-version",
            paramLabel = "VERSION",
            description = "version of the model that is written (default: unchanged)")
    private @Nullable String version;

    @Option(names = "--out", required = true, paramLabel = "OUT", description = "model folder to write")
    private Path out = Path.of("");

    @Mixin
    private OverwriteOption overwrite = new OverwriteOption();

    ModelCalibrateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ModelOutput.check(overwrite.outputs().reading("DIR", folder), "--out", out);
        ModelFolder model = ModelFolder.read(folder);
        if (model.answers().isEmpty()) {
            throw new UsageException(
                    folder + ": this model does not answer questions, so there is nothing to calibrate");
        }
        QuestionSplits questions = QuestionSplits.NONE;
        for (QuestionSet set : sets) {
            questions = questions.and(missing.existingDevelopment(
                    ChosenQuestions.of(set.questions, set.images, split), set.questions, set.images, console));
        }
        AnsweringDescription answering;
        try (Captioner captioner = Captioner.of(model)) {
            answering = Calibration.fit(console, captioner, questions.someDevelopment());
        }
        AnswerCalibration.calibrated(model, version(model), answering, List.of(), "")
                .write(out);
        List<PublishedScore> scores = new DevelopmentScores(console, out).answers(questions);
        AnswerCalibration.calibrated(model, version(model), answering, scores, ShellWords.command(spec))
                .write(out);
        console.print(out + ": " + AnsweringRow.of(answering));
        return CommandLine.ExitCode.OK;
    }

    private String version(ModelFolder model) {
        return version == null ? model.description().version() : version;
    }
}
