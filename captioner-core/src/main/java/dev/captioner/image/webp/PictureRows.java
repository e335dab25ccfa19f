package dev.captioner.image.webp;

import java.io.IOException;

/** The rows of a picture, from top to bottom, each read once. */
public interface PictureRows {
    /** In pixels. */
    int width();

    /** In pixels. */
    int height();

    /**
     * Decodes the next row to the first {@code 4 * width} bytes of {@code rgba}: red, green, blue and opacity, which they are not
     * multiplied by.
     *
     * @throws IOException when the picture is damaged; the message completes "the picture is damaged: ..."
     */
    void read(byte[] rgba) throws IOException;
}
