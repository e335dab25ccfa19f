package dev.captioner.cli.evaluate;

import dev.captioner.Captioner;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.cli.console.ProgressBar;
import dev.captioner.cli.console.Version;
import dev.captioner.cli.files.ChosenQuestions;
import dev.captioner.cli.options.ModelOption;
import dev.captioner.publish.AnswerEvaluation;
import dev.captioner.train.QuestionSplits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Answers questions that people have answered, and scores the answers. */
@Command(
        name = "answers",
        description = {
            "Answers questions about photos and scores the answers against those of people: accuracy (VQA's consensus where"
                    + " there are several people), beside that of the same model without the photo and of the most frequent"
                    + " answers, and whether it is as sure as it is right.",
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class EvaluateAnswersCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--images", required = true, paramLabel = "DIR", description = "folder of the photos")
    private Path images = Path.of("");

    @Option(
            names = "--questions",
            required = true,
            paramLabel = "FILE",
            description =
                    "questions with people's answers, UTF-8, tab-separated, the columns named in the first line: file,"
                            + " question, answer, and if there are any split, answer_type, all_answers, source")
    private Path questions = Path.of("");

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description =
                    "only the questions of this split; 'dev' of a file without one is every tenth photo by name, as in"
                            + " training")
    private @Nullable String split;

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "also draw the reliability diagram and the risk-coverage curve")
    private @Nullable Path svg;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    EvaluateAnswersCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        QuestionSplits chosen = ChosenQuestions.of(questions, images, split);
        ProgressBar bar = new ProgressBar(console);
        try (Captioner captioner = Captioner.load(model.folder())) {
            long start = System.nanoTime();
            AnswerEvaluation evaluation = AnswerEvaluation.of(
                    captioner,
                    chosen.development(),
                    chosen.training(),
                    new WordNetTaxonomy(),
                    done -> bar.show("answering", done, chosen.development().size(), "questions", ""));
            double seconds = (System.nanoTime() - start) / 1e9;
            bar.clear();
            if (svg != null) {
                Files.writeString(svg, evaluation.scores().svg());
            }
            AnswerReport report = AnswerReport.of(evaluation, seconds);
            console.print(json ? Json.line(report) : report.table());
            return 0;
        } finally {
            bar.clear();
        }
    }
}
