package dev.captioner.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * What the samples of a decoder mean: turns a row of them into 8-bit RGB over white, in the colour space of the photo. The colour
 * spaces that ImageIO attaches are ignored, because its grey one is linear and would brighten every grey photo.
 */
interface Samples {
    /** Writes row {@code y} of a raster to the first {@code 3 * width} bytes of {@code rgb}. */
    void toRgb(Raster raster, int y, byte[] rgb);

    /** The samples of a palette, grey or RGB image, with or without alpha. */
    static Samples of(ColorModel colours) {
        if (colours instanceof IndexColorModel palette) {
            return new Indexed(composedPalette(palette));
        }
        return colours instanceof DirectColorModel packed ? new Packed(packed) : new Components();
    }

    /** Hands all rows of an image on. */
    static void send(BufferedImage image, RowSink sink) {
        of(image.getColorModel()).send(image.getRaster(), sink);
    }

    /** Hands all rows of a raster on. */
    default void send(Raster raster, RowSink sink) {
        sink.begin(raster.getWidth(), raster.getHeight());
        byte[] rgb = new byte[3 * raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            toRgb(raster, y, rgb);
            sink.row(rgb);
        }
    }

    /** A sample over white: {@code sample * alpha + white * (1 - alpha)}, all of 0 to 255, rounded. */
    static byte overWhite(int sample, int alpha) {
        return (byte) ((sample * alpha + 255 * (255 - alpha) + 127) / 255);
    }

    private static byte[] composedPalette(IndexColorModel palette) {
        byte[] rgb = new byte[3 * palette.getMapSize()];
        for (int i = 0; i < palette.getMapSize(); i++) {
            int alpha = palette.getAlpha(i);
            rgb[3 * i] = overWhite(palette.getRed(i), alpha);
            rgb[3 * i + 1] = overWhite(palette.getGreen(i), alpha);
            rgb[3 * i + 2] = overWhite(palette.getBlue(i), alpha);
        }
        return rgb;
    }

    /**
     * Indices into a palette.
     *
     * @param palette RGB of each entry, over white
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is not used
    record Indexed(byte[] palette) implements Samples {
        @Override
        public void toRgb(Raster raster, int y, byte[] rgb) {
            int width = raster.getWidth();
            byte[] indices = (byte[]) raster.getDataElements(0, y, width, 1, null);
            for (int x = 0; x < width; x++) {
                System.arraycopy(palette, 3 * (indices[x] & 0xFF), rgb, 3 * x, 3);
            }
        }
    }

    /** Bit fields of one integer a pixel, as in 16 and 32-bit BMP files. */
    record Packed(DirectColorModel fields) implements Samples {
        @Override
        public void toRgb(Raster raster, int y, byte[] rgb) {
            Object pixel = null;
            for (int x = 0; x < raster.getWidth(); x++) {
                pixel = raster.getDataElements(x, y, pixel);
                int argb = fields.getRGB(pixel);
                int alpha = argb >>> 24;
                rgb[3 * x] = overWhite(argb >> 16 & 0xFF, alpha);
                rgb[3 * x + 1] = overWhite(argb >> 8 & 0xFF, alpha);
                rgb[3 * x + 2] = overWhite(argb & 0xFF, alpha);
            }
        }
    }

    /** One sample of 8 or 16 bits a band: grey, grey and alpha, RGB, or RGB and alpha. */
    record Components() implements Samples {
        @Override
        public void toRgb(Raster raster, int y, byte[] rgb) {
            int bands = raster.getNumBands();
            if (bands == 3 && raster.getTransferType() == DataBuffer.TYPE_BYTE) {
                raster.getDataElements(0, y, raster.getWidth(), 1, rgb);
                return;
            }
            byte[] samples = samples(raster, y); // [width, bands]
            if (bands == 3) {
                System.arraycopy(samples, 0, rgb, 0, samples.length);
                return;
            }
            boolean grey = bands < 3;
            boolean translucent = bands % 2 == 0;
            for (int x = 0, from = 0; x < raster.getWidth(); x++, from += bands) {
                int alpha = translucent ? samples[from + bands - 1] & 0xFF : 255;
                rgb[3 * x] = overWhite(samples[from] & 0xFF, alpha);
                rgb[3 * x + 1] = overWhite(samples[grey ? from : from + 1] & 0xFF, alpha);
                rgb[3 * x + 2] = overWhite(samples[grey ? from : from + 2] & 0xFF, alpha);
            }
        }

        private static byte[] samples(Raster raster, int y) {
            if (raster.getTransferType() == DataBuffer.TYPE_BYTE) {
                return (byte[]) raster.getDataElements(0, y, raster.getWidth(), 1, null);
            }
            int[] wide = raster.getPixels(0, y, raster.getWidth(), 1, (int[]) null);
            byte[] samples = new byte[wide.length];
            for (int i = 0; i < wide.length; i++) {
                samples[i] = (byte) ((wide[i] * 255 + 32_767) / 65_535);
            }
            return samples;
        }
    }
}
