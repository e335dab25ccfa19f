package dev.captioner;

import dev.captioner.image.PhotoException;
import java.util.List;

/**
 * Receives the captions of many photos, in the order of their sources and on one thread.
 *
 * @param <S> what the photos come from, such as a file
 */
@FunctionalInterface
public interface CaptionSink<S> {
    /**
     * A photo has been captioned.
     *
     * @param captions best first, at least one
     */
    void captioned(S source, List<Caption> captions);

    /**
     * A photo could not be read. By default this ends the call that captions the photos; a sink that skips such photos overrides it.
     *
     * @throws PhotoException the problem, by default
     */
    default void rejected(S source, PhotoException problem) {
        throw problem;
    }
}
