package dev.captioner.image;

import java.io.IOException;
import javax.imageio.ImageReader;

/**
 * A photo whose structure has been checked but which has not been decoded. Its size is within the limits, and
 * everything that its pixels do not need has been removed, so that a decoder never sees metadata, colour profiles,
 * further frames or trailing bytes.
 */
sealed interface SanitizedPhoto permits SanitizedPhoto.Plain, EncodedJpeg, EncodedGif {
    PhotoFormat format();

    /** The bytes for the decoder. */
    byte[] bytes();

    Orientation orientation();

    /** Pixels along its longer side, by its header, which has been set as the reader's input. */
    default int longestSide(ImageReader reader) throws IOException {
        return Math.max(reader.getWidth(0), reader.getHeight(0));
    }

    /** Decodes the picture, which has been set as the reader's input. */
    PixelRows decode(ImageReader reader) throws IOException;

    /** A photo that is safe to decode. */
    @SuppressWarnings("ArrayRecordComponent") // identity is not used
    record Plain(PhotoFormat format, byte[] bytes, Orientation orientation) implements SanitizedPhoto {
        @Override
        public PixelRows decode(ImageReader reader) throws IOException {
            return PixelRows.of(reader.read(0));
        }
    }
}
