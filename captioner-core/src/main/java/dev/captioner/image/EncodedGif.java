package dev.captioner.image;

import dev.captioner.image.colour.ColourConversion;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReader;

/**
 * The first frame of a GIF.
 *
 * @param width of the screen that the frame lies on, and so of the photo
 * @param height of the screen
 * @param left column of the screen where the frame begins
 * @param top row of the screen where the frame begins
 */
record EncodedGif(SanitizedBytes bytes, int width, int height, int left, int top) implements SanitizedPhoto.ForReader {
    /** Rejects a frame that takes too much memory: the decoder holds all its indices. */
    EncodedGif {
        PhotoLimits.checkWhole(PhotoFormat.GIF, width, height, 1);
    }

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
        Samples.send(frame, OnScreen.before(sink, frame.getWidth(), frame.getHeight(), left, top, width, height));
    }
}
