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
    /** 100 MB, 250 megapixels, 30 seconds. */
    public static final PhotoLimits DEFAULT = new PhotoLimits(100 * 1024 * 1024, 250_000_000, Duration.ofSeconds(30));

    /** Pixels along one side, at most: what a JPEG can have. Keeps single rows, which decoders hold several times, small. */
    public static final int LONGEST_SIDE = 65_535;

    /** The largest limit of pixels: decoders count the bytes of four samples a pixel with an integer. */
    public static final long MOST_PIXELS = 500_000_000;

    /** The largest limit of bytes: a file is read into one array. */
    public static final int MOST_BYTES = 1_000_000_000;

    /** Bytes of a decoded picture that is held as a whole: 16.8 megapixels of four samples of 16 bits. */
    private static final long MOST_WHOLE = 134_400_000;

    /** Pixels that a decoder may compute again and again, after each scan of a JPEG: 10 scans of 250 megapixels. */
    private static final long MOST_PASSES = 2_500_000_000L;

    /** Checks that every limit is positive. */
    public PhotoLimits {
        if (pixels > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "a photo can have at most " + MOST_PIXELS + " pixels, limit found " + pixels);
        }
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a photo can have at most " + MOST_BYTES + " bytes, limit found " + bytes);
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

    /** Rejects a picture that takes too much memory, in a format whose decoder holds it as a whole. */
    static void checkWhole(PhotoFormat format, int width, int height, int bytesAPixel) {
        long needed = (long) width * height * bytesAPixel;
        if (needed > MOST_WHOLE) {
            throw PhotoException.tooMuchAtOnce(format, width, height, needed, MOST_WHOLE);
        }
    }

    /** Rejects a JPEG of several scans whose coefficients take too much memory, or whose scans take too much time. */
    static void checkScans(int width, int height, int scans, long coefficients) {
        if (coefficients > CoefficientMemory.MOST) {
            throw PhotoException.tooMuchAtOnce(PhotoFormat.JPEG, width, height, coefficients, CoefficientMemory.MOST);
        }
        if ((long) width * height * scans > MOST_PASSES) {
            throw PhotoException.tooManyScans(width, height, scans, MOST_PASSES);
        }
    }
}
