package dev.captioner.image;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import javax.imageio.ImageTypeSpecifier;

/**
 * The destination of a decoder that writes row after row: an image of which only the row exists that was written last. The
 * decoder's update listener says when a row is complete.
 */
final class RowImage {
    private final OneRow raster;
    private final BufferedImage image;

    RowImage(ImageTypeSpecifier type, int width, int height) {
        ColorModel colours = type.getColorModel();
        raster = new OneRow(
                type.getSampleModel(width, height), Raster.createWritableRaster(type.getSampleModel(width, 1), null));
        image = new BufferedImage(colours, raster, colours.isAlphaPremultiplied(), null);
    }

    /** For {@link javax.imageio.ImageReadParam#setDestination}. */
    BufferedImage destination() {
        return image;
    }

    /** The row that was written last. */
    Raster row() {
        return raster.row;
    }

    /** Writes to any row go to the one that exists. Reading is not supported: there is nothing to read. */
    private static final class OneRow extends WritableRaster {
        private final WritableRaster row;

        OneRow(SampleModel size, WritableRaster row) {
            super(size, row.getDataBuffer(), new Point());
            this.row = row;
        }

        @Override
        public void setRect(int x, int y, Raster source) {
            row.setRect(x, -source.getMinY(), source);
        }

        @Override
        public void setPixel(int x, int y, int[] samples) {
            row.setPixel(x, 0, samples);
        }
    }
}
