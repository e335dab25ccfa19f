package dev.captioner;

import dev.captioner.image.PhotoException;
import java.util.List;

/**
 * Takes the captions of many photos.
 *
 * @param <S> what the photos come from
 */
public interface CaptionSink<S> {
    /** A photo has been captioned; best caption first. */
    void captioned(S source, List<Caption> captions);

    /** A photo could not be opened. */
    void refused(S source, PhotoException problem);
}
