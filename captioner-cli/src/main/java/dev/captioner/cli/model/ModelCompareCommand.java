package dev.captioner.cli.model;

import dev.captioner.Captioner;
import dev.captioner.batch.sheet.PhotoSheet;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.cli.console.ProgressBar;
import dev.captioner.cli.console.UsageException;
import dev.captioner.cli.options.DecodingArguments;
import dev.captioner.cli.options.OverwriteOption;
import dev.captioner.cli.options.ReferenceCaptions;
import dev.captioner.evaluate.CaptionComparison;
import dev.captioner.evaluate.CaptionMetrics;
import dev.captioner.evaluate.CaptionScores;
import dev.captioner.evaluate.ScoreDifference;
import dev.captioner.file.OutputFile;
import dev.captioner.image.Photo;
import dev.captioner.publish.CaptionEvaluation;
import dev.captioner.train.CaptionedPhoto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Captions the same photos with two models and compares the scores. */
@Command(
        name = "compare",
        customSynopsis = {"captioner model compare FIRST SECOND [OPTIONS]", "           --images=DIR --captions=FILE"},
        description = {
            "Captions the same photos with two models and compares the scores.",
            "Each difference has a 95 %% confidence interval by paired bootstrap resampling: one that excludes 0 is more than chance."
        })
final class ModelCompareCommand implements Callable<Integer> {
    private static final int PHOTOS = 24;
    private static final int RESAMPLES = 1000;
    private final Console console;

    @Parameters(index = "0", paramLabel = "FIRST", description = "model folder")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "SECOND", description = "folder of the model to compare it with")
    private Path second = Path.of("");

    @Mixin
    private ReferenceCaptions references = new ReferenceCaptions();

    @Mixin
    private DecodingArguments search = DecodingArguments.ofEvaluation();

    @Option(
            names = "--sheet",
            paramLabel = "FILE",
            description = "write an HTML page of the photos where the CIDEr of the two captions differs most")
    private @Nullable Path sheet;

    @Option(names = "--sheet-photos", paramLabel = "N", description = "photos on that page (default: ${DEFAULT-VALUE})")
    private int most = PHOTOS;

    @Option(
            names = "--resamples",
            paramLabel = "N",
            description = "resamples of the bootstrap (default: ${DEFAULT-VALUE})")
    private int resamples = RESAMPLES;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "the same seed gives the same intervals (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Mixin
    private OverwriteOption overwrite = new OverwriteOption();

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    ModelCompareCommand(Console console) {
        this.console = console;
    }

    /**
     * The JSON object.
     *
     * @param scores by metric
     */
    private record Report(
            String first, String second, int photos, int resamples, Map<String, ScoreDifference> scores) {}

    @Override
    public Integer call() throws IOException {
        if (resamples < 1 || most < 1) {
            throw new UsageException(
                    "expected --resamples and --sheet-photos of at least 1, found " + resamples + " and " + most);
        }
        OutputFile page = sheet == null
                ? null
                : references
                        .reading(overwrite.outputs())
                        .reading("FIRST", first)
                        .reading("SECOND", second)
                        .file("--sheet", sheet);
        if (page != null) {
            page.check();
        }
        List<CaptionedPhoto> photos = references.read(console);
        Map<String, String> firstCaptions = captions(first, photos);
        Map<String, String> secondCaptions = captions(second, photos);
        Map<String, List<String>> texts = new LinkedHashMap<>();
        photos.forEach(photo -> texts.put(photo.name(), photo.captions()));
        CaptionComparison comparison =
                CaptionComparison.of(new CaptionMetrics(texts), firstCaptions, secondCaptions, resamples, seed);
        if (page != null) {
            page.write(sheet(photos, firstCaptions, secondCaptions, comparison)::writeTo);
        }
        console.print(
                json
                        ? Json.line(new Report(
                                first.toString(),
                                second.toString(),
                                photos.size(),
                                resamples,
                                comparison.differences()))
                        : table(photos.size(), comparison));
        return CommandLine.ExitCode.OK;
    }

    private Map<String, String> captions(Path folder, List<CaptionedPhoto> photos) {
        try (ProgressBar bar = new ProgressBar(console);
                Captioner captioner = Captioner.load(folder)) {
            Map<String, String> captions = CaptionEvaluation.of(
                            captioner,
                            photos,
                            search.over(captioner.defaults()),
                            done -> bar.show(folder.toString(), done, photos.size(), "photos", ""))
                    .captions();
            bar.clear();
            return captions;
        }
    }

    private String table(int photos, CaptionComparison comparison) {
        StringBuilder table = new StringBuilder(photos + " photos; first: " + first + ", second: " + second + "\n");
        table.append(String.format(
                Locale.ROOT,
                "%-8s %8s %8s %11s  %-19s %s%n",
                "",
                "first",
                "second",
                "difference",
                "95 % interval",
                "better"));
        comparison
                .differences()
                .forEach((metric, score) -> table.append(String.format(
                        Locale.ROOT,
                        "%-8s %8.4f %8.4f %+11.4f  %+.4f to %+.4f  %s%n",
                        metric,
                        score.first(),
                        score.second(),
                        score.difference(),
                        score.low(),
                        score.high(),
                        score.isSignificant() ? score.difference() > 0 ? "second" : "first" : "not clear")));
        return table.toString().stripTrailing();
    }

    private PhotoSheet sheet(
            List<CaptionedPhoto> photos,
            Map<String, String> firstCaptions,
            Map<String, String> secondCaptions,
            CaptionComparison comparison) {
        Comparator<CaptionedPhoto> byDifference =
                Comparator.comparingDouble(photo -> -Math.abs(difference(photo, comparison)));
        List<PhotoSheet.Card> cards = new ArrayList<>();
        photos.stream()
                .sorted(byDifference.thenComparing(CaptionedPhoto::name))
                .limit(most)
                .forEach(photo -> {
                    List<PhotoSheet.Line> lines = new ArrayList<>();
                    lines.add(new PhotoSheet.Line.Answer(
                            "first:", firstCaptions.getOrDefault(photo.name(), ""), cider(comparison.first(), photo)));
                    lines.add(new PhotoSheet.Line.Answer(
                            "second:",
                            secondCaptions.getOrDefault(photo.name(), ""),
                            cider(comparison.second(), photo)));
                    photo.captions().forEach(text -> lines.add(new PhotoSheet.Line.Note("reference: " + text)));
                    lines.add(new PhotoSheet.Line.File(
                            String.format(Locale.ROOT, "%+.2f", difference(photo, comparison)), photo.name()));
                    cards.add(PhotoSheet.Card.of(Photo.read(photo.file()), lines));
                });
        String title = "The " + cards.size() + " of " + photos.size() + " photos where two models differ most";
        return new PhotoSheet(
                title,
                title,
                "First: " + first + ". Second: " + second
                        + ". Under each photo: both captions with their CIDEr, the reference captions, the difference in CIDEr and the file.",
                cards);
    }

    private static String cider(CaptionScores scores, CaptionedPhoto photo) {
        return String.format(Locale.ROOT, "%.2f", of(scores, photo));
    }

    private static double difference(CaptionedPhoto photo, CaptionComparison comparison) {
        return of(comparison.second(), photo) - of(comparison.first(), photo);
    }

    private static double of(CaptionScores scores, CaptionedPhoto photo) {
        return Objects.requireNonNull(scores.photos().get(photo.name())).cider();
    }
}
