package dev.captioner.image;

import dev.captioner.image.colour.ColourConversion;
import dev.captioner.image.webp.LosslessPicture;
import dev.captioner.image.webp.LossyPicture;
import dev.captioner.image.webp.PictureRows;
import dev.captioner.image.webp.TranslucentPicture;
import java.io.IOException;

/**
 * The picture of a WebP, or the first frame of an animation.
 *
 * @param file of which the decoder sees two parts
 * @param picture the part with the colours
 * @param opacities the part with the opacities that a lossy picture does not have; empty when it is opaque
 * @param frameWidth columns of the first frame; those of the whole picture when it is not animated
 * @param frameHeight rows of the first frame
 * @param left column where the frame begins
 * @param top row where the frame begins
 */
@SuppressWarnings("ArrayRecordComponent") // identity is not used
record EncodedWebp(
        byte[] file,
        Part picture,
        Part opacities,
        boolean lossless,
        int frameWidth,
        int frameHeight,
        int left,
        int top,
        int width,
        int height,
        Orientation orientation,
        ColourConversion conversion)
        implements SanitizedPhoto.ForRows {
    /** Bytes of the file from one position up to another. */
    record Part(int start, int end) {
        static final Part NONE = new Part(0, 0);

        int length() {
            return end - start;
        }

        boolean isEmpty() {
            return start == end;
        }
    }

    @Override
    public PhotoFormat format() {
        return PhotoFormat.WEBP;
    }

    @Override
    public void decode(RowSink sink) throws IOException {
        PictureRows rows = lossless
                ? new LosslessPicture(file, picture.start, picture.end)
                : new LossyPicture(file, picture.start, picture.end);
        if (!lossless && !opacities.isEmpty()) {
            rows = new TranslucentPicture(rows, file, opacities.start, opacities.end);
        }
        RowSink target = OnScreen.before(sink, frameWidth, frameHeight, left, top, width, height);
        target.begin(frameWidth, frameHeight);
        byte[] rgba = new byte[4 * frameWidth];
        byte[] rgb = new byte[3 * frameWidth];
        for (int y = 0; y < frameHeight; y++) {
            rows.read(rgba);
            for (int x = 0; x < frameWidth; x++) {
                int opacity = rgba[4 * x + 3] & 0xFF;
                rgb[3 * x] = Samples.overWhite(rgba[4 * x] & 0xFF, opacity);
                rgb[3 * x + 1] = Samples.overWhite(rgba[4 * x + 1] & 0xFF, opacity);
                rgb[3 * x + 2] = Samples.overWhite(rgba[4 * x + 2] & 0xFF, opacity);
            }
            target.row(rgb);
        }
    }
}
