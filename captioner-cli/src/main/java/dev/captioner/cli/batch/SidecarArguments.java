package dev.captioner.cli.batch;

import dev.captioner.batch.target.CaptionText;
import dev.captioner.batch.target.Existing;
import dev.captioner.batch.target.SidecarOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of sidecars. */
final class SidecarArguments {
    @Option(
            names = "--existing",
            paramLabel = "POLICY",
            description = {
                "for photos that have a sidecar which captioner did not write, or which was changed since:",
                "  refuse: caption nothing (default)",
                "  keep: do not caption these photos",
                "  append or prepend: put the caption after or before what is there",
                "  overwrite: replace the text, or the description of an XMP packet; the rest of the packet stays"
            })
    private @Nullable Existing existing;

    @Option(
            names = "--caption-prefix",
            paramLabel = "TEXT",
            description = "literal text before each caption in sidecars and copies, such as 'my dog, '")
    private String prefix = "";

    @Option(
            names = "--caption-suffix",
            paramLabel = "TEXT",
            description = "literal text after each caption in sidecars and copies")
    private String suffix = "";

    @Option(
            names = "--sidecar-extension",
            paramLabel = ".EXT",
            description = "extension of the sidecars of txt=DIR (default: ${DEFAULT-VALUE})")
    private String extension = SidecarOptions.TXT;

    @Option(
            names = "--keyword",
            paramLabel = "WORD",
            description =
                    "keyword (dc:subject) that the sidecars of xmp=DIR get beside those they have; may be repeated")
    private List<String> keywords = new ArrayList<>();

    /** @throws IllegalArgumentException when a text has a control character */
    CaptionText text() {
        return new CaptionText(prefix, suffix);
    }

    /**
     * How sidecars are written.
     *
     * @param overwrite whether every existing file may be replaced, unless {@code --existing} says otherwise
     * @throws IllegalArgumentException when an option has a bad value
     */
    SidecarOptions options(boolean overwrite) {
        Existing usual = overwrite ? Existing.OVERWRITE : Existing.REFUSE;
        return new SidecarOptions(existing == null ? usual : existing, extension, keywords);
    }
}
