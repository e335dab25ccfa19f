package dev.captioner.image;

import dev.captioner.image.colour.ColourConversion;
import java.io.IOException;
import javax.imageio.ImageReader;

/**
 * A photo whose structure has been checked but which has not been decoded. Its size is within the limits, and
 * everything that its pixels do not need has been removed, so that a decoder never sees metadata, colour profiles,
 * further frames or trailing bytes.
 */
sealed interface SanitizedPhoto permits SanitizedPhoto.ForReader, SanitizedPhoto.ForRows, EncodedHeif {
    PhotoFormat format();

    /** Columns of the stored picture. */
    int width();

    /** Rows of the stored picture. */
    int height();

    Orientation orientation();

    /** What its colours need to be sRGB; for rows of the stored or the shrunk picture. */
    ColourConversion conversion();

    /** A photo that a decoder of {@link Codecs} decodes. */
    sealed interface ForReader extends SanitizedPhoto permits Plain, EncodedJpeg, EncodedGif {
        /** The file for the decoder. */
        SanitizedBytes bytes();

        /** Bytes outside the heap that the decoder needs, of the {@link CoefficientMemory}. */
        default long coefficients() {
            return 0;
        }

        /** Decodes the picture, which has been set as the reader's input, and hands on its rows. */
        void decode(ImageReader reader, RowSink sink) throws IOException;
    }

    /** A photo that is decoded row by row without such a decoder. The sink fails once the time is over. */
    sealed interface ForRows extends SanitizedPhoto permits EncodedWebp, EncodedTiff {
        /**
         * Decodes the picture and hands on its rows.
         *
         * @throws IOException when the picture is damaged; the message completes "the picture is damaged: ..."
         */
        void decode(RowSink sink) throws IOException;
    }

    /**
     * A photo that is safe to decode.
     *
     * @param bytesAPixel that a pixel takes when the decoder holds the whole picture; 0 when the decoder completes row after row, so
     *     that it need not hold it
     */
    record Plain(
            PhotoFormat format,
            SanitizedBytes bytes,
            int width,
            int height,
            Orientation orientation,
            ColourConversion conversion,
            int bytesAPixel)
            implements ForReader {
        /** Rejects a picture that has to be held as a whole and takes too much memory. */
        public Plain {
            PhotoLimits.checkWhole(format, width, height, bytesAPixel);
        }

        @Override
        public void decode(ImageReader reader, RowSink sink) throws IOException {
            // Faster as a whole where memory allows it: the JDK's decoder of PNG writes other rows pixel by pixel.
            if (bytesAPixel == 0 && Shrinking.isFor(width, height)) {
                RowDecoding.decode(reader, reader.getImageTypes(0).next(), 1, sink);
            } else {
                Samples.send(reader.read(0), sink);
            }
        }
    }
}
