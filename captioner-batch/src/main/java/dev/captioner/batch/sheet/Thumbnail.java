package dev.captioner.batch.sheet;

import dev.captioner.image.Photo;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Small pictures that a page contains. */
final class Thumbnail {
    private static final int SIDE = 240; // pixels; the largest size in which they are shown

    private Thumbnail() {}

    /** A {@code data:} address of the photo as a small JPEG. */
    static String address(Photo photo) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(shrunk(photo), "jpg", out);
        } catch (IOException e) {
            throw new UncheckedIOException("a JPEG could not be written to memory", e);
        }
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private static BufferedImage shrunk(Photo photo) {
        BufferedImage image = new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_INT_RGB);
        int[] row = new int[photo.width()];
        for (int y = 0; y < photo.height(); y++) {
            for (int x = 0; x < photo.width(); x++) {
                int at = (y * photo.width() + x) * 3;
                row[x] = ((photo.rgb()[at] & 0xff) << 16)
                        | ((photo.rgb()[at + 1] & 0xff) << 8)
                        | (photo.rgb()[at + 2] & 0xff);
            }
            image.setRGB(0, y, photo.width(), 1, row, 0, photo.width());
        }
        int longest = Math.max(photo.width(), photo.height());
        if (longest <= SIDE) {
            return image;
        }
        int width = Math.max(1, photo.width() * SIDE / longest);
        int height = Math.max(1, photo.height() * SIDE / longest);
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.drawImage(image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        graphics.dispose();
        return small;
    }
}
