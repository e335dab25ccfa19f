package dev.captioner.image;

import dev.captioner.image.colour.ColourConversion;
import dev.captioner.image.colour.InkConversion;
import dev.captioner.image.colour.InkSpace;
import java.awt.color.ColorSpace;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/**
 * The picture of a JPEG.
 *
 * @param colours what the components mean
 * @param inks the colours of four inks by a profile; empty without a sound one
 * @param passes of the decoder over the picture: one for each scan when a scan does not have all of the picture
 * @param coefficients bytes outside the heap in which the decoder collects what several scans say; 0 when it needs none
 * @param quality how coarsely it was quantised, as {@link JpegQuality} says; absent when its tables do not tell
 */
record EncodedJpeg(
        SanitizedBytes bytes,
        int width,
        int height,
        Orientation orientation,
        ColourConversion conversion,
        Colours colours,
        Optional<InkSpace> inks,
        int passes,
        long coefficients,
        OptionalInt quality)
        implements SanitizedPhoto.ForReader {
    /** Of libjpeg's warning JWRN_HIT_MARKER, after which it fills up with grey. */
    private static final String DATA_MISSING = "premature end of data";

    /** In the order in which libjpeg writes them; the decoder's own choice is the reverse. */
    private static final ImageTypeSpecifier RGB_ROWS = ImageTypeSpecifier.createInterleaved(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), new int[] {0, 1, 2}, DataBuffer.TYPE_BYTE, false, false);

    /** What the components of a JPEG mean; {@code adobeTransform} says it to a decoder (Adobe technical note 5116). */
    enum Colours {
        GREY(0),
        RGB(0),
        YCBCR(1),
        CMYK(0),
        YCCK(2);

        private final int adobeTransform;

        Colours(int adobeTransform) {
            this.adobeTransform = adobeTransform;
        }

        int adobeTransform() {
            return adobeTransform;
        }
    }

    @Override
    public PhotoFormat format() {
        return PhotoFormat.JPEG;
    }

    @Override
    public void decode(ImageReader reader, RowSink sink) throws IOException {
        // Throws nothing here: the listener is called from native code, which does not expect exceptions.
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        switch (colours) {
            case GREY -> RowDecoding.decode(reader, reader.getImageTypes(0).next(), passes, sink);
            case RGB, YCBCR -> RowDecoding.decode(reader, RGB_ROWS, passes, sink);
            case CMYK, YCCK ->
                new Inks(colours == Colours.YCCK, inks.map(InkSpace::toSrgb))
                        .send(reader.readRaster(0, reduction(reader)), sink);
        }
        if (warnings.stream().anyMatch(warning -> warning.contains(DATA_MISSING))) {
            throw PhotoException.damaged(PhotoFormat.JPEG, "its picture data ends early");
        }
    }

    /**
     * The decoder hands out four inks as a whole only. Of a large picture it takes every n-th pixel of every n-th row, so that
     * the whole is not larger than that of a picture that is not shrunk.
     */
    private ImageReadParam reduction(ImageReader reader) {
        ImageReadParam reduction = reader.getDefaultReadParam();
        if (Shrinking.isFor(width, height)) {
            Shrinking.Divisors least = Shrinking.Divisors.of(width, height).least(width, height);
            reduction.setSourceSubsampling(least.across(), least.down(), 0, 0);
        }
        return reduction;
    }

    /**
     * Four inks, stored inverted as Adobe does and every writer since: 255 is no ink. Without a colour profile the light
     * that is left is the product of what each ink leaves: {@code R = C' K' / 255}.
     *
     * @param profile what its colour profile makes of them
     */
    private record Inks(boolean ycck, Optional<InkConversion> profile) implements Samples {
        @Override
        public void toRgb(Raster raster, int y, byte[] rgb) {
            InkConversion conversion = profile.orElse(null);
            int width = raster.getWidth();
            byte[] samples = (byte[]) raster.getDataElements(0, y, width, 1, null); // [width, 4]
            for (int x = 0; x < width; x++) {
                int first = samples[4 * x] & 0xFF;
                int second = samples[4 * x + 1] & 0xFF;
                int third = samples[4 * x + 2] & 0xFF;
                int black = samples[4 * x + 3] & 0xFF;
                if (ycck) {
                    // ITU-T T.871, 7: RGB of YCbCr; the inks are its complement.
                    double blueDifference = second - 128.0;
                    double redDifference = third - 128.0;
                    int luma = first;
                    first = 255 - clip(luma + 1.402 * redDifference);
                    second = 255 - clip(luma - 0.344136 * blueDifference - 0.714136 * redDifference);
                    third = 255 - clip(luma + 1.772 * blueDifference);
                }
                int colour = conversion == null
                        ? product(first, second, third, black)
                        : conversion.rgb(first, second, third, black);
                rgb[3 * x] = (byte) (colour >> 16);
                rgb[3 * x + 1] = (byte) (colour >> 8);
                rgb[3 * x + 2] = (byte) colour;
            }
        }

        private static int product(int cyan, int magenta, int yellow, int black) {
            int red = (cyan * black + 127) / 255;
            int green = (magenta * black + 127) / 255;
            int blue = (yellow * black + 127) / 255;
            return red << 16 | green << 8 | blue;
        }

        private static int clip(double sample) {
            return (int) Math.max(0, Math.min(255, Math.rint(sample)));
        }
    }
}
