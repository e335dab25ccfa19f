package dev.captioner.cli.evaluate;

import dev.captioner.Captioner;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.cli.console.ProgressBar;
import dev.captioner.cli.files.ChosenQuestions;
import dev.captioner.cli.options.FileForms;
import dev.captioner.cli.options.MissingPhotos;
import dev.captioner.cli.options.ModelOption;
import dev.captioner.cli.options.OverwriteOption;
import dev.captioner.file.OutputFile;
import dev.captioner.publish.AnswerEvaluation;
import dev.captioner.train.QuestionSplits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Answers the questions of a data set and scores the answers. */
@Command(
        name = "answers",
        description = {
            "Answers the questions of a data set and scores the answers.",
            "Prints their accuracy (VQA's consensus accuracy where several people answered), two baselines (the model without the"
                    + " photo, and the most frequent training answers) and the calibration."
        })
final class EvaluateAnswersCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--images", required = true, paramLabel = "DIR", description = "folder of the photos")
    private Path images = Path.of("");

    @Option(
            names = "--questions",
            required = true,
            paramLabel = "FILE",
            description = FileForms.QUESTIONS + "answer_type, all_answers, source")
    private Path questions = Path.of("");

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description =
                    "use this split only; if the file has no split 'dev', that is every tenth photo by name, as in training")
    private @Nullable String split;

    @Mixin
    private MissingPhotos missing = new MissingPhotos();

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "draw the reliability diagram and the risk-coverage curve")
    private @Nullable Path svg;

    @Mixin
    private OverwriteOption overwrite = new OverwriteOption();

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    EvaluateAnswersCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        OutputFile chart = svg == null
                ? null
                : overwrite.outputs().reading("--questions", questions).file("--svg", svg);
        if (chart != null) {
            chart.check();
        }
        QuestionSplits chosen =
                missing.existingDevelopment(ChosenQuestions.of(questions, images, split), questions, images, console);
        try (ProgressBar bar = new ProgressBar(console);
                Captioner captioner = Captioner.load(model.folder())) {
            long start = System.nanoTime();
            AnswerEvaluation evaluation = AnswerEvaluation.of(
                    captioner,
                    chosen.development(),
                    chosen.training(),
                    new WordNetTaxonomy(),
                    done -> bar.show("answering", done, chosen.development().size(), "questions", ""));
            double seconds = (System.nanoTime() - start) / 1e9;
            bar.clear();
            if (chart != null) {
                String drawn = evaluation.scores().svg();
                chart.write(out -> out.write(drawn.getBytes(StandardCharsets.UTF_8)));
            }
            AnswerReport report = AnswerReport.of(evaluation, seconds);
            console.print(json ? Json.line(report) : report.table());
            return CommandLine.ExitCode.OK;
        }
    }
}
