package dev.captioner.image;

import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReader;

/**
 * The first frame of a GIF.
 *
 * @param width of the screen that the frame lies on, and so of the photo
 * @param height of the screen
 * @param left column of the screen where the frame begins
 * @param top row of the screen where the frame begins
 */
@SuppressWarnings("ArrayRecordComponent") // identity is not used
record EncodedGif(byte[] bytes, int width, int height, int left, int top) implements SanitizedPhoto {
    @Override
    public PhotoFormat format() {
        return PhotoFormat.GIF;
    }

    @Override
    public Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    @Override
    public int longestSide(ImageReader reader) {
        return Math.max(width, height);
    }

    @Override
    public PixelRows decode(ImageReader reader) throws IOException {
        PixelRows frame = PixelRows.of(reader.read(0));
        return frame.width() == width && frame.height() == height ? frame : new OnScreen(this, frame);
    }

    /** A frame that does not cover its screen: the rest is white, as what is transparent is. */
    private record OnScreen(EncodedGif gif, PixelRows frame) implements PixelRows {
        @Override
        public int width() {
            return gif.width;
        }

        @Override
        public int height() {
            return gif.height;
        }

        @Override
        public void read(int y, byte[] rgb) {
            Arrays.fill(rgb, (byte) 255);
            int frameRow = y - gif.top;
            if (frameRow >= 0 && frameRow < frame.height()) {
                byte[] row = new byte[3 * frame.width()];
                frame.read(frameRow, row);
                System.arraycopy(row, 0, rgb, 3 * gif.left, row.length);
            }
        }
    }
}
