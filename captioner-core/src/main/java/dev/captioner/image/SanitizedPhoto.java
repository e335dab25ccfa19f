package dev.captioner.image;

import java.io.IOException;
import javax.imageio.ImageReader;

/**
 * A photo that has been walked but not decoded: its size is within the limits, and what is not needed for its pixels has been
 * left behind, so that a decoder never meets metadata, colour profiles, further frames or trailing bytes.
 */
sealed interface SanitizedPhoto permits SanitizedPhoto.Plain, EncodedJpeg, EncodedGif {
    PhotoFormat format();

    /** What the decoder is given. */
    byte[] bytes();

    Orientation orientation();

    /** Pixels along its longer side, by its header, which has been set as the reader's input. */
    default int longestSide(ImageReader reader) throws IOException {
        return Math.max(reader.getWidth(0), reader.getHeight(0));
    }

    /** Decodes the picture, which has been set as the reader's input. */
    PixelRows decode(ImageReader reader) throws IOException;

    /** A photo that its decoder can be left alone with. */
    @SuppressWarnings("ArrayRecordComponent") // identity is not used
    record Plain(PhotoFormat format, byte[] bytes, Orientation orientation) implements SanitizedPhoto {
        @Override
        public PixelRows decode(ImageReader reader) throws IOException {
            return PixelRows.of(reader.read(0));
        }
    }
}
