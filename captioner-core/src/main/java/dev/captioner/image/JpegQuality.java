package dev.captioner.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The quality of a JPEG on libjpeg's scale from 1 to 100, which nearly every encoder uses. */
final class JpegQuality {
    /** Sum of the luminance table of ITU-T T.81, annex K, that libjpeg has at quality 50. */
    private static final int SUM_AT_50 = 3688;

    private JpegQuality() {}

    /**
     * The quality whose luminance table is as coarse on the whole as one that a file defines. Below 25 the estimate
     * is too high, because most files cannot hold values above 255.
     *
     * @param tables a segment of quantisation tables (ITU-T T.81, B.2.4.1), without its marker and length
     * @return empty when the luminance table is not among them; damaged tables are left to the decoder
     */
    static OptionalInt of(ByteBuffer tables) {
        while (tables.hasRemaining()) {
            int precisionAndName = tables.get();
            int bytes = precisionAndName >> 4 == 0 ? 1 : 2;
            if (tables.remaining() < 64 * bytes) {
                return OptionalInt.empty();
            }
            int sum = 0;
            for (int i = 0; i < 64; i++) {
                sum += bytes == 1 ? Byte.toUnsignedInt(tables.get()) : Short.toUnsignedInt(tables.getShort());
            }
            if ((precisionAndName & 0xF) == 0) {
                double share = Math.max(1, sum) / (double) SUM_AT_50;
                return OptionalInt.of((int) Math.max(1, Math.rint(share <= 1 ? 100 - 50 * share : 50 / share)));
            }
        }
        return OptionalInt.empty();
    }

    /** A photo as it is read again after it has been saved as a JPEG, colours at half the resolution as is usual. */
    static Photo saved(Photo photo, int quality) {
        BufferedImage image = new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int at = 0; at < bgr.length; at += 3) {
            bgr[at] = photo.rgb()[at + 2];
            bgr[at + 1] = photo.rgb()[at + 1];
            bgr[at + 2] = photo.rgb()[at];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = Codecs.jpegWriter();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality / 100f);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException("a JPEG could not be written to memory", e);
        } finally {
            writer.dispose();
        }
        return new PhotoReader().read(bytes.toByteArray());
    }

    static void check(int quality) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("expected a JPEG quality from 1 to 100, found " + quality);
        }
    }
}
