package dev.captioner.heatmap;

import dev.captioner.Answer;
import dev.captioner.AttentionMap;
import dev.captioner.Caption;
import dev.captioner.Reply;
import dev.captioner.image.Photo;
import dev.captioner.text.Tokeniser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * A picture of attention: the photo, repeated, bright and warm where the attention was.
 *
 * <p>A caption has one photo for each word, in reading order, with the word's probability. A reply has one for each
 * memory hop, with the photo's share of the attention, and one for the best answer, with its probability; below them
 * are the question's words, coloured by their attention.
 *
 * <p>The most attended place is brightest; places at or below the mean stay dark. Uniform attention stays dark too,
 * and so does a photo when the attention was on the question's words.
 */
public final class HeatMap {
    private HeatMap() {}

    /**
     * Draws a caption.
     *
     * @throws IllegalStateException when the system has no font for the words
     */
    public static BufferedImage draw(Photo photo, Caption caption) {
        return HeatMapStrip.draw(
                photo,
                caption.tokens().stream()
                        .map(word -> new HeatMapCell(
                                word.text(),
                                percent(Math.exp(word.logProbability())),
                                new AttentionMap(word.attention(), new float[0]),
                                List.of()))
                        .toList());
    }

    /**
     * Draws a reply.
     *
     * @throws IllegalStateException when the system has no font for the words
     */
    public static BufferedImage draw(Photo photo, Reply reply) {
        List<String> words = Tokeniser.words(reply.question());
        List<HeatMapCell> cells = new ArrayList<>();
        for (AttentionMap hop : reply.hops()) {
            String label = "hop " + (cells.size() + 1);
            cells.add(new HeatMapCell(label, "photo " + percent(hop.shareOfPhoto()), hop, words));
        }
        Answer best = reply.best();
        cells.add(new HeatMapCell(best.text(), percent(best.probability()), reply.attention(), words));
        return HeatMapStrip.draw(photo, cells);
    }

    /**
     * Draws a caption into a PNG file; one of that name is replaced.
     *
     * @throws IOException when the file cannot be written
     * @throws IllegalStateException when the system has no font for the words
     */
    public static void write(Photo photo, Caption caption, Path file) throws IOException {
        write(draw(photo, caption), file);
    }

    /**
     * Draws a reply into a PNG file; one of that name is replaced.
     *
     * @throws IOException when the file cannot be written
     * @throws IllegalStateException when the system has no font for the words
     */
    public static void write(Photo photo, Reply reply, Path file) throws IOException {
        write(draw(photo, reply), file);
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        try (var output = Files.newOutputStream(file)) {
            ImageIO.write(image, "png", output);
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }
}
