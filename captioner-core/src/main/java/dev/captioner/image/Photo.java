package dev.captioner.image;

import java.io.InputStream;
import java.nio.file.Path;

/**
 * Decoded pixels: 8-bit RGB, upright, row-major, three bytes a pixel.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param rgb {@code width * height * 3} bytes: red, green, blue of the top left pixel, then of the next to the right; shared,
 *     not copied, and not to be written
 */
@SuppressWarnings("ArrayRecordComponent") // identity is not used; copying megabytes of pixels would be
public record Photo(int width, int height, byte[] rgb) {
    /** Checks that the sizes agree. */
    public Photo {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException("a photo of " + width + " x " + height + " pixels needs "
                    + 3L * width * height + " bytes, found " + rgb.length);
        }
    }

    /**
     * Reads a photo file within {@link PhotoLimits#DEFAULT}. {@link PhotoReader} lists the formats and takes other limits.
     *
     * @throws PhotoException when the file cannot be read or is not an acceptable photo; the message names the file
     */
    public static Photo read(Path file) {
        return new PhotoReader().read(file);
    }

    /**
     * Reads a photo within {@link PhotoLimits#DEFAULT}. {@link PhotoReader} lists the formats and takes other limits.
     *
     * @param bytes of a whole file
     * @throws PhotoException when it is not an acceptable photo
     */
    public static Photo read(byte[] bytes) {
        return new PhotoReader().read(bytes);
    }

    /**
     * Reads a photo within {@link PhotoLimits#DEFAULT}. {@link PhotoReader} lists the formats and takes other limits.
     *
     * @param stream read to its end, or to one byte more than a photo may have; not closed
     * @throws PhotoException when the stream fails, or has something else than an acceptable photo
     */
    public static Photo read(InputStream stream) {
        return new PhotoReader().read(stream);
    }
}
