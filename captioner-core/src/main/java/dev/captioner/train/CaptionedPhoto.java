package dev.captioner.train;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A photo and its captions.
 *
 * @param name as the caption file has it, unique in a data set
 * @param file its path
 * @param captions as written, at least one
 * @param style of the captions; null for none. The network learns to write in each style
 */
public record CaptionedPhoto(
        String name,
        Path file,
        List<String> captions,
        @Nullable String style) {
    /** Copies and checks. */
    public CaptionedPhoto {
        captions = List.copyOf(captions);
        if (captions.isEmpty()) {
            throw new IllegalArgumentException("photo " + name + " has no caption");
        }
    }

    /** A photo with captions of no style. */
    public CaptionedPhoto(String name, Path file, List<String> captions) {
        this(name, file, captions, null);
    }
}
