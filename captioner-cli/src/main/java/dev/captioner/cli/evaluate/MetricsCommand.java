package dev.captioner.cli.evaluate;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.cli.options.FileForms;
import dev.captioner.evaluate.CaptionMetrics;
import dev.captioner.evaluate.CaptionScores;
import dev.captioner.text.CaptionFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores captions from a file. */
@Command(
        name = "metrics",
        description = {
            "Scores captions from a file.",
            "Prints BLEU, ROUGE-L and CIDEr-D against captions that people wrote, computed as in coco-caption."
        })
public final class MetricsCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--hypotheses",
            required = true,
            paramLabel = "FILE",
            description = "captions to score, one per photo, in a form of --references")
    private Path hypotheses = Path.of("");

    @Option(
            names = "--references",
            required = true,
            paramLabel = "FILE",
            description =
                    "reference captions: " + FileForms.CAPTIONS + "; photos that are not in --hypotheses are ignored")
    private Path references = Path.of("");

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Mixin
    private TrainingCaptionsOption training = new TrainingCaptionsOption();

    public MetricsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Map<String, String> captions = CaptionFile.readHypotheses(hypotheses);
        CaptionFile written = CaptionFile.read(references);
        int ignored = written.captions().size() - captions.size();
        CaptionScores scores = new CaptionMetrics(written.captionsOf(captions.keySet())).evaluate(captions);
        if (ignored > 0) {
            console.say(ignored + " photos of " + references + " have no hypothesis and are ignored");
        }
        ScoreReport report = ScoreReport.of(scores, training.describe(captions.values()), OptionalDouble.empty());
        console.print(json ? Json.line(report) : report.table());
        return CommandLine.ExitCode.OK;
    }
}
