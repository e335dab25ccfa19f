package dev.captioner.image;

import java.time.Duration;

/**
 * Limits on a photo. All limits but the time are checked before anything is decoded.
 *
 * @param bytes of the file, at most
 * @param pixels width times height, at most, as the header states them
 * @param time for decoding one photo, at most
 */
public record PhotoLimits(int bytes, long pixels, Duration time) {
    /** 10 MB, 16.8 megapixels, 5 seconds. */
    public static final PhotoLimits DEFAULT = new PhotoLimits(10 * 1024 * 1024, 16_800_000, Duration.ofSeconds(5));

    /** Pixels along one side, at most: what a JPEG can have. Keeps single rows, which decoders hold several times, small. */
    public static final int LONGEST_SIDE = 65_535;

    private static final long MOST_PIXELS = 700_000_000;

    /** Checks that every limit is positive. */
    public PhotoLimits {
        if (pixels > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "at most " + MOST_PIXELS + " pixels of a photo fit into one array, limit found " + pixels);
        }
        if (bytes < 1 || pixels < 1 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("every limit of photos must be positive, found " + bytes + " bytes, "
                    + pixels + " pixels, " + time);
        }
    }

    /** Rejects a picture whose header claims no pixels, or too many. */
    void check(PhotoFormat format, long width, long height) {
        if (width < 1 || height < 1) {
            throw PhotoException.damaged(format, "its header states a size of " + width + " x " + height + " pixels");
        }
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > pixels) {
            throw PhotoException.tooManyPixels(format, width, height, this);
        }
    }
}
