package dev.captioner.image;

/** Takes in a decoded picture: its size once, then its rows from top to bottom. */
interface RowSink {
    /** Prepares for a picture of a size in pixels. */
    void begin(int width, int height);

    /**
     * Takes in the next row.
     *
     * @param rgb 8-bit RGB in the first {@code 3 * width} bytes; the caller's, who overwrites it with the next row
     */
    void row(byte[] rgb);
}
