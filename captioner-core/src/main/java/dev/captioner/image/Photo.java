package dev.captioner.image;

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
}
