package dev.captioner.image;

import java.util.OptionalInt;

/**
 * What photos were like that a network learnt from, where all were smaller than its encoder's input: other photos are made like
 * them before it sees them.
 *
 * @param size pixels along their longest side
 * @param quality of JPEG at which they had been saved, 1 to 100; absent when they had not
 */
public record TrainingImageProfile(int size, OptionalInt quality) {
    /** Checks the ranges. */
    public TrainingImageProfile {
        if (size < 1) {
            throw new IllegalArgumentException("expected a size of at least 1 pixel, found " + size);
        }
        quality.ifPresent(JpegQuality::check);
    }

    /** Shrinks the sides that are longer and saves what had to be shrunk at the same quality; others stay as they are. */
    public Photo like(Photo photo) {
        if (Math.max(photo.width(), photo.height()) <= size) {
            return photo;
        }
        Photo shrunk = Resize.bicubic(photo, Math.min(photo.width(), size), Math.min(photo.height(), size));
        return quality.isEmpty() ? shrunk : JpegQuality.saved(shrunk, quality.getAsInt());
    }
}
