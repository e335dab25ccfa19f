package dev.captioner.train;

import java.nio.file.Path;
import java.util.List;

/**
 * A photo and its captions.
 *
 * @param name as the caption file has it, unique in a data set
 * @param file its path
 * @param captions as written, at least one
 */
public record CaptionedPhoto(String name, Path file, List<String> captions) {
    /** Copies and checks. */
    public CaptionedPhoto {
        captions = List.copyOf(captions);
        if (captions.isEmpty()) {
            throw new IllegalArgumentException("photo " + name + " has no caption");
        }
    }
}
