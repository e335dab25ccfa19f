package dev.captioner.cli.options;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.files.ListFile;
import dev.captioner.text.CaptionFile;
import dev.captioner.train.CaptionSplits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that divide captioned photos into a training split and a development split. */
public final class SplitArguments {
    @Option(
            names = "--train-photos",
            paramLabel = "FILE",
            description =
                    "names of the training photos, one per line, for caption files without splits (default: all that are not"
                            + " development photos)")
    private @Nullable Path training;

    @Option(
            names = "--dev-photos",
            paramLabel = "FILE",
            description =
                    "names of the development photos, one per line (default: the split 'dev', or every tenth photo by name)")
    private @Nullable Path development;

    /** The files that the options name. */
    public List<Path> files() {
        return Stream.of(training, development).filter(Objects::nonNull).toList();
    }

    /**
     * Reads a caption file and divides its photos. Prints how many are in neither split.
     *
     * @param captions the caption file
     * @param images folder of the photos
     * @throws IOException when a file cannot be read
     * @throws dev.captioner.text.CaptionFileException when the caption file is malformed
     */
    public CaptionSplits read(Path captions, Path images, Console console) throws IOException {
        CaptionFile file = CaptionFile.read(captions);
        CaptionSplits splits = CaptionSplits.of(file, images, names(training), names(development));
        int unused = file.captions().size()
                - splits.training().size()
                - splits.development().size();
        if (unused > 0) {
            console.say(captions + ": photos in neither split, which are not used: " + unused
                    + (file.splits().size() > 1
                            ? "; the file has the splits " + String.join(", ", file.splits())
                            : ""));
        }
        return splits;
    }

    private static Set<String> names(@Nullable Path list) throws IOException {
        return list == null ? Set.of() : ListFile.photos(list);
    }
}
