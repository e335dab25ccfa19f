package dev.captioner.cli.options;

import dev.captioner.cli.files.PhotoList;
import dev.captioner.text.CaptionFile;
import dev.captioner.train.CaptionSplits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
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

    /**
     * Reads a caption file and divides its photos.
     *
     * @param captions the caption file
     * @param images folder of the photos
     * @throws IOException when a file cannot be read
     * @throws dev.captioner.text.CaptionFileException when the caption file is malformed
     */
    public CaptionSplits read(Path captions, Path images) throws IOException {
        return CaptionSplits.of(CaptionFile.read(captions), images, names(training), names(development));
    }

    private static Set<String> names(@Nullable Path list) throws IOException {
        return list == null ? Set.of() : PhotoList.read(list);
    }
}
