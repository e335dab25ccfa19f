package dev.captioner.cli.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code --json}: a photo with its captions, or with the reason why it has none.
 *
 * @param captions best first; each as {@link dev.captioner.Caption} or {@link dev.captioner.ScoredCaption} is written
 */
public record PhotoJson(
        String file, @Nullable List<?> captions, @Nullable String error) {}
