package dev.captioner.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.event.IIOReadUpdateListener;

/**
 * Decodes a picture without ever holding more than a row of it. The decoder has to complete row after row, from top to bottom, as the
 * JDK's decoders of JPEG and PNG do unless the PNG is interlaced. Of a JPEG with several scans they compute all rows again after each
 * scan; only the last pass counts.
 */
final class RowDecoding implements IIOReadUpdateListener {
    private final RowImage rows;
    private final Samples samples;
    private final int lastPass;
    private final RowSink sink;
    private final byte[] rgb;

    private int pass;

    private RowDecoding(RowImage rows, int lastPass, RowSink sink) {
        this.rows = rows;
        this.samples = Samples.of(rows.destination().getColorModel());
        this.lastPass = lastPass;
        this.sink = sink;
        rgb = new byte[3 * rows.destination().getWidth()];
    }

    /**
     * Hands all rows of the reader's picture on.
     *
     * @param type of the rows, which the decoder must be able to write
     * @param passes of the decoder over the whole picture
     */
    static void decode(ImageReader reader, ImageTypeSpecifier type, int passes, RowSink sink) throws IOException {
        RowImage rows = new RowImage(type, reader.getWidth(0), reader.getHeight(0));
        sink.begin(reader.getWidth(0), reader.getHeight(0));
        reader.addIIOReadUpdateListener(new RowDecoding(rows, passes - 1, sink));
        ImageReadParam destination = reader.getDefaultReadParam();
        destination.setDestination(rows.destination());
        reader.read(0, destination);
    }

    @Override
    public void passStarted(
            ImageReader source,
            BufferedImage image,
            int pass,
            int minPass,
            int maxPass,
            int minX,
            int minY,
            int periodX,
            int periodY,
            int[] bands) {
        this.pass = pass;
    }

    @Override
    public void imageUpdate(
            ImageReader source,
            BufferedImage image,
            int minX,
            int minY,
            int width,
            int height,
            int periodX,
            int periodY,
            int[] bands) {
        if (pass == lastPass) {
            samples.toRgb(rows.row(), 0, rgb);
            sink.row(rgb);
        }
    }

    @Override
    public void passComplete(ImageReader source, BufferedImage image) {}

    @Override
    public void thumbnailPassStarted(
            ImageReader source,
            BufferedImage thumbnail,
            int pass,
            int minPass,
            int maxPass,
            int minX,
            int minY,
            int periodX,
            int periodY,
            int[] bands) {}

    @Override
    public void thumbnailUpdate(
            ImageReader source,
            BufferedImage thumbnail,
            int minX,
            int minY,
            int width,
            int height,
            int periodX,
            int periodY,
            int[] bands) {}

    @Override
    public void thumbnailPassComplete(ImageReader source, BufferedImage thumbnail) {}
}
