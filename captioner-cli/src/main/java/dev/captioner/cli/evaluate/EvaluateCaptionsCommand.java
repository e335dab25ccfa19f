package dev.captioner.cli.evaluate;

import dev.captioner.Captioner;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.cli.console.ProgressBar;
import dev.captioner.cli.options.DecodingArguments;
import dev.captioner.cli.options.ModelOption;
import dev.captioner.cli.options.OverwriteOption;
import dev.captioner.cli.options.ReferenceCaptions;
import dev.captioner.file.OutputFile;
import dev.captioner.publish.CaptionEvaluation;
import dev.captioner.train.CaptionedPhoto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Captions the photos of a data set and scores the captions. */
@Command(
        name = "captions",
        customSynopsis = "captioner evaluate captions --images=DIR --captions=FILE [OPTIONS]",
        description = {
            "Captions the photos of a data set and scores the captions.",
            "Prints BLEU, ROUGE-L and CIDEr-D against captions that people wrote, computed as in coco-caption."
        })
final class EvaluateCaptionsCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ReferenceCaptions references = new ReferenceCaptions();

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private DecodingArguments search = DecodingArguments.ofEvaluation();

    @Mixin
    private TrainingCaptionsOption training = new TrainingCaptionsOption();

    @Option(names = "--hypotheses", paramLabel = "FILE", description = "write the captions to this file")
    private @Nullable Path hypotheses;

    @Mixin
    private OverwriteOption overwrite = new OverwriteOption();

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    EvaluateCaptionsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        OutputFile written = hypotheses == null
                ? null
                : references
                        .reading(overwrite.outputs())
                        .reading("--training-captions", training.file())
                        .file("--hypotheses", hypotheses);
        if (written != null) {
            written.check();
        }
        List<CaptionedPhoto> chosen = references.read(console);
        try (ProgressBar bar = new ProgressBar(console);
                Captioner captioner = Captioner.load(model.folder())) {
            long start = System.nanoTime();
            CaptionEvaluation evaluation = CaptionEvaluation.of(
                    captioner,
                    chosen,
                    search.over(captioner.defaults()),
                    done -> bar.show("captioning", done, chosen.size(), "photos", ""));
            double seconds = (System.nanoTime() - start) / 1e9;
            bar.clear();
            if (written != null) {
                written.writeLines(evaluation.captions().entrySet().stream()
                        .map(entry -> entry.getKey() + "\t" + entry.getValue())
                        .toList());
            }
            ScoreReport report = ScoreReport.of(
                    evaluation.scores(), training.describe(evaluation.captions().values()), OptionalDouble.of(seconds));
            console.print(json ? Json.line(report) : report.table());
            return CommandLine.ExitCode.OK;
        }
    }
}
