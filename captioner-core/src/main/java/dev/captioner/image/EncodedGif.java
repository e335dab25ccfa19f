package dev.captioner.image;

import dev.captioner.image.colour.ColourConversion;
import java.awt.image.BufferedImage;
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
record EncodedGif(SanitizedBytes bytes, int width, int height, int left, int top) implements SanitizedPhoto.InJava {
    @Override
    public PhotoFormat format() {
        return PhotoFormat.GIF;
    }

    @Override
    public Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    @Override
    public ColourConversion conversion() {
        return ColourConversion.NONE;
    }

    @Override
    public void decode(ImageReader reader, RowSink sink) throws IOException {
        BufferedImage frame = reader.read(0);
        boolean covers = frame.getWidth() == width && frame.getHeight() == height;
        Samples.send(frame, covers ? sink : new OnScreen(this, sink));
    }

    /** Lays a frame on its screen where it does not cover it: the rest is white, as what is transparent is. */
    private static final class OnScreen implements RowSink {
        private final EncodedGif gif;
        private final RowSink sink;
        private final byte[] screenRow;

        private int frameBytes;
        private int frameRows; // still to come
        private int rowsSent;

        OnScreen(EncodedGif gif, RowSink sink) {
            this.gif = gif;
            this.sink = sink;
            screenRow = new byte[3 * gif.width];
        }

        @Override
        public void begin(int frameWidth, int frameHeight) {
            frameBytes = 3 * frameWidth;
            frameRows = frameHeight;
            sink.begin(gif.width, gif.height);
            sendWhiteRows(gif.top);
        }

        @Override
        public void row(byte[] rgb) {
            Arrays.fill(screenRow, (byte) 255);
            System.arraycopy(rgb, 0, screenRow, 3 * gif.left, frameBytes);
            send();
            frameRows--;
            if (frameRows == 0) {
                sendWhiteRows(gif.height - rowsSent);
            }
        }

        private void sendWhiteRows(int count) {
            Arrays.fill(screenRow, (byte) 255);
            for (int i = 0; i < count; i++) {
                send();
            }
        }

        private void send() {
            sink.row(screenRow);
            rowsSent++;
        }
    }
}
