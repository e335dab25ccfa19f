package dev.captioner.train;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/** Photos with a coloured upper and lower half and captions that say so. */
final class ColouredPhotos {
    private static final Map<String, Color> COLOURS =
            new TreeMap<>(Map.of("red", Color.RED, "green", Color.GREEN, "blue", Color.BLUE, "white", Color.WHITE));

    private ColouredPhotos() {}

    static List<CaptionedPhoto> make(Path folder, String prefix, int count) throws IOException {
        List<String> names = List.copyOf(COLOURS.keySet());
        Random random = new Random(prefix.hashCode());
        List<CaptionedPhoto> photos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String upper = names.get(random.nextInt(names.size()));
            String lower = names.get(random.nextInt(names.size()));
            BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(COLOURS.get(upper));
            graphics.fillRect(0, 0, 16, 8);
            graphics.setColor(COLOURS.get(lower));
            graphics.fillRect(0, 8, 16, 8);
            graphics.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
            graphics.fillRect(random.nextInt(16), random.nextInt(16), 1, 1); // no two files alike
            graphics.dispose();
            Path file = folder.resolve(prefix + i + ".png");
            ImageIO.write(image, "png", file.toFile());
            photos.add(new CaptionedPhoto(
                    file.getFileName().toString(),
                    file,
                    List.of(upper + " over " + lower, "there is " + upper + " above and " + lower + " below")));
        }
        return photos;
    }
}
