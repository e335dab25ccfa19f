package dev.captioner.publish;

import java.nio.file.Path;
import java.util.List;

/**
 * Photos and questions whose captions and answers a published model stores, so that it can be checked later.
 *
 * @param home folder that the photos' names are relative to
 * @param photos names; none for a model without golden captions
 * @param questions asked about every photo
 */
public record GoldenSamples(Path home, List<String> photos, List<String> questions) {
    /** No golden captions or answers. */
    public static final GoldenSamples NONE = new GoldenSamples(Path.of(""), List.of(), List.of());

    /** Copies the lists. */
    public GoldenSamples {
        photos = List.copyOf(photos);
        questions = List.copyOf(questions);
    }
}
