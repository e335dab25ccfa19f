package dev.captioner.cli.evaluate;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.cli.console.Version;
import dev.captioner.evaluate.CaptionMetrics;
import dev.captioner.evaluate.CaptionScores;
import dev.captioner.text.CaptionFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores captions that are already written. */
@Command(
        name = "metrics",
        description = "Scores captions in a file against captions that people wrote: BLEU, ROUGE-L and CIDEr as"
                + " coco-caption computes them.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        sortSynopsis = false,
        versionProvider = Version.class)
public final class MetricsCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--hypotheses",
            required = true,
            paramLabel = "FILE",
            description = "captions to score, UTF-8: file TAB caption, one line a photo")
    private Path hypotheses = Path.of("");

    @Option(
            names = "--references",
            required = true,
            paramLabel = "FILE",
            description =
                    "captions by people, UTF-8: [split TAB] file TAB caption, several lines a photo; only the photos"
                            + " of --hypotheses count")
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
        int leftOut = written.captions().size() - captions.size();
        CaptionScores scores = new CaptionMetrics(written.captionsOf(captions.keySet())).evaluate(captions);
        if (leftOut > 0) {
            console.say(leftOut + " photos of " + references + " have no hypothesis and do not count");
        }
        ScoreReport report = ScoreReport.of(scores, training.describe(captions.values()), OptionalDouble.empty());
        console.print(json ? Json.line(report) : report.table());
        return 0;
    }
}
