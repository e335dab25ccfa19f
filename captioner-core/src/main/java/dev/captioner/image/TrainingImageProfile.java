package dev.captioner.image;

import java.util.OptionalInt;

/**
 * Size and JPEG quality of the photos that a network was trained on, when all were smaller than its encoder's input.
 * Other photos are adapted to them before they are encoded.
 *
 * @param size pixels along their longest side
 * @param quality their JPEG quality, 1 to 100; absent when they were not JPEGs
 */
public record TrainingImageProfile(int size, OptionalInt quality) {
    /** Checks the ranges. */
    public TrainingImageProfile {
        if (size < 1) {
            throw new IllegalArgumentException("expected a size of at least 1 pixel, found " + size);
        }
        quality.ifPresent(JpegQuality::check);
    }

    /** Shrinks a larger photo to the size and compresses it at the quality; returns a smaller photo unchanged. */
    public Photo like(Photo photo) {
        if (Math.max(photo.width(), photo.height()) <= size) {
            return photo;
        }
        Photo shrunk = Resize.bicubic(photo, Math.min(photo.width(), size), Math.min(photo.height(), size));
        return quality.isEmpty() ? shrunk : JpegQuality.saved(shrunk, quality.getAsInt());
    }
}
