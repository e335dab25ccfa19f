package dev.captioner.cli.options;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.files.ListFile;
import dev.captioner.file.Outputs;
import dev.captioner.text.CaptionFile;
import dev.captioner.train.CaptionedPhoto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name photos with reference captions. */
public final class ReferenceCaptions {
    @Option(names = "--images", required = true, paramLabel = "DIR", description = "folder of the photos")
    private Path images = Path.of("");

    @Option(
            names = "--captions",
            required = true,
            paramLabel = "FILE",
            description = "reference captions: " + FileForms.CAPTIONS)
    private Path captions = Path.of("");

    @Option(names = "--split", paramLabel = "NAME", description = "use this split of the caption file only")
    private @Nullable String split;

    @Option(
            names = "--photos",
            paramLabel = "FILE",
            description = "use the photos named in this file only, one per line")
    private @Nullable Path photos;

    @Mixin
    private MissingPhotos missing = new MissingPhotos();

    /** Tells the outputs of a command that it reads these files. */
    public Outputs reading(Outputs outputs) {
        return outputs.reading("--captions", captions).reading("--photos", photos);
    }

    /**
     * Reads the captions.
     *
     * @return the photos, as the options choose them
     * @throws IOException when a file cannot be read
     * @throws dev.captioner.text.CaptionFileException when the caption file is malformed, or has no such split
     */
    public List<CaptionedPhoto> read(Console console) throws IOException {
        List<CaptionedPhoto> named = new ArrayList<>();
        chosen().forEach((name, texts) -> named.add(new CaptionedPhoto(name, images.resolve(name), texts)));
        return missing.existing(named, captions, images, console);
    }

    private Map<String, List<String>> chosen() throws IOException {
        CaptionFile file = CaptionFile.read(captions);
        if (photos != null) {
            return file.captionsOf(ListFile.photos(photos));
        }
        return split == null ? file.captions() : file.captionsOfSplit(split);
    }
}
