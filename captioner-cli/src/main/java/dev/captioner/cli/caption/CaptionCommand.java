package dev.captioner.cli.caption;

import dev.captioner.CaptionSink;
import dev.captioner.Captioner;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.files.PhotoFiles;
import dev.captioner.cli.options.DecodingArguments;
import dev.captioner.cli.options.ModelOption;
import dev.captioner.cli.options.OverwriteOption;
import dev.captioner.cli.options.PhotoLimitOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Captions photos. */
@Command(
        name = "caption",
        customSynopsis = "captioner caption [OPTIONS] PHOTO...",
        description = {
            "Captions photos.",
            "Prints the caption of a single photo, or FILE TAB CAPTION for each of several photos."
        })
public final class CaptionCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "PHOTO",
            description = "photo files, or folders, which are searched recursively")
    private List<Path> photos = new ArrayList<>();

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private DecodingArguments decoding = DecodingArguments.all();

    @Option(
            names = "--heatmap",
            paramLabel = "FILE",
            description =
                    "draw the attention for each word of the best caption as a PNG file; with several photos, that of the"
                            + " Nth goes to FILE-N.png")
    private @Nullable Path heatMap;

    @Mixin
    private PhotoLimitOptions limits = new PhotoLimitOptions();

    @Mixin
    private OverwriteOption overwrite = new OverwriteOption();

    @Option(
            names = "--json",
            description = "print one JSON object per photo and line: file and captions, or file and error")
    private boolean json;

    public CaptionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        PhotoFiles found = PhotoFiles.of(photos);
        List<Path> files = found.files();
        HeatMapFiles heatMaps = heatMap == null
                ? null
                : new HeatMapFiles(overwrite.outputs().reading("PHOTO", files), heatMap, files.size());
        if (heatMaps != null) {
            heatMaps.check();
        }
        try (Captioner captioner = Captioner.load(model.folder())) {
            CaptionPrinter printer = new CaptionPrinter(console, files.size() > 1, json);
            CaptionSink<Path> sink = heatMaps == null ? printer : new HeatMapWriter(printer, limits.reader(), heatMaps);
            captioner.captionEach(files, limits.reader()::read, decoding.over(captioner.defaults()), sink);
            if (!found.leftOut().isEmpty()) {
                console.say(found.leftOut().inWords());
            }
            return printer.rejected() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }
}
