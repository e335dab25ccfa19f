package dev.captioner.cli.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code --json}: a photo with its captions, or with the error that it caused.
 *
 * @param file the photo as it was named
 * @param captions {@link dev.captioner.Caption}s or {@link dev.captioner.ScoredCaption}s, best first
 * @param error why the photo has no captions
 */
public record PhotoJson(
        String file, @Nullable List<?> captions, @Nullable String error) {}
