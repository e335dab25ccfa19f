package dev.captioner.cli.model;

import dev.captioner.Captioner;
import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.bundle.PublishedScore;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.ProgressBar;
import dev.captioner.cli.console.UsageException;
import dev.captioner.cli.console.Version;
import dev.captioner.cli.files.ChosenQuestions;
import dev.captioner.publish.AnswerCalibration;
import dev.captioner.train.AskedPhoto;
import dev.captioner.train.QuestionSplits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fits how sure a model is of its answers to somebody's own questions. */
@Command(
        name = "calibrate",
        description = {
            "Fits the probabilities of a model's answers, and when it abstains, to questions with known answers; writes the model"
                    + " with them to OUT. Its weights, its answers and their order stay.",
            "Use questions that it was not trained on."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
final class ModelCalibrateCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "a model folder")
    private Path folder = Path.of("");

    /** Photos and questions about them. */
    static final class QuestionSet {
        @Option(
                names = "--images",
                required = true,
                paramLabel = "DIR",
                description = "folder of photos; may be repeated, each with its questions")
        private Path images = Path.of("");

        @Option(
                names = "--questions",
                required = true,
                paramLabel = "FILE",
                description = "questions about these photos, as for 'evaluate answers'")
        private Path questions = Path.of("");
    }

    @ArgGroup(exclusive = false, multiplicity = "1..*")
    private List<QuestionSet> sets = new ArrayList<>();

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description =
                    "only the questions of this split, as for 'evaluate answers'; at most 500 of each data set are used")
    private @Nullable String split;

    @Option(
            names = "--model-version",
            paramLabel = "VERSION",
            description = "version of what is written (default: as before)")
    private @Nullable String version;

    @Option(names = "--out", required = true, paramLabel = "OUT", description = "the model folder to write")
    private Path out = Path.of("");

    ModelCalibrateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ModelFolder model = ModelFolder.read(folder);
        if (model.answers().isEmpty()) {
            throw new UsageException(
                    folder + " captions photos and answers no questions: there is nothing to calibrate");
        }
        QuestionSplits questions = QuestionSplits.NONE;
        for (QuestionSet set : sets) {
            questions = questions.and(ChosenQuestions.of(set.questions, set.images, split));
        }
        List<AskedPhoto> asked = questions.someDevelopment();
        ProgressBar bar = new ProgressBar(console);
        AnsweringDescription answering;
        try (Captioner captioner = Captioner.of(model)) {
            answering = AnswerCalibration.fit(
                    captioner, asked, done -> bar.show("calibration", done, asked.size(), "questions", ""));
        } finally {
            bar.clear();
        }
        AnswerCalibration.calibrated(model, version(model), answering, List.of(), "")
                .write(out);
        List<PublishedScore> scores = new TrainingScores(console, out).answers(questions);
        AnswerCalibration.calibrated(model, version(model), answering, scores, ShellWords.command(spec))
                .write(out);
        console.print(out + ": " + AnsweringRow.of(answering));
        return 0;
    }

    private String version(ModelFolder model) {
        return version == null ? model.description().version() : version;
    }
}
