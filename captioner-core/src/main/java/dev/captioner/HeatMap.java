package dev.captioner;

import dev.captioner.image.Photo;
import dev.captioner.image.Resize;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * A picture of where the network looked: for each word of a caption the photo under it, bright and warm where its attention lay.
 * The words stand in reading order, in as many rows as they need, each with its probability.
 *
 * <p>What has more than its even share of a word's attention glows, the most attended place brightest. A word whose attention
 * lies evenly stays dark.
 */
public final class HeatMap {
    private static final int LONGEST_SIDE = 240;
    private static final int LEAST_WIDTH = 132;
    private static final int MOST_COLUMNS = 6;
    private static final int MARGIN = 28;
    private static final int GAP = 18;
    private static final int LABEL_HEIGHT = 34;

    private static final Color PAPER = new Color(0xFCFBF8);
    private static final Color INK = new Color(0x22202A);
    private static final Color FAINT = new Color(0x8C8894);
    private static final Font WORD_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 20);
    private static final Font SMALLEST_WORD_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 11);
    private static final Font PROBABILITY_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private final Photo tile;
    private final List<Word> words;
    private final int columns;
    private final int cellWidth;

    private HeatMap(Photo photo, Caption caption) {
        double scale = (double) LONGEST_SIDE / Math.max(photo.width(), photo.height());
        tile = Resize.bicubic(photo, Math.max(1, (int) Math.round(scale * photo.width())), Math.max(1, (int)
                Math.round(scale * photo.height())));
        words = caption.words();
        int rows = (words.size() + MOST_COLUMNS - 1) / MOST_COLUMNS;
        columns = (words.size() + rows - 1) / rows;
        cellWidth = Math.max(tile.width(), LEAST_WIDTH);
    }

    /**
     * Draws the strip.
     *
     * @throws IllegalStateException when the system has no font for the words
     */
    public static BufferedImage draw(Photo photo, Caption caption) {
        return new HeatMap(photo, caption).draw();
    }

    /**
     * Draws the strip into a PNG file; one of that name is replaced.
     *
     * @throws IOException when the file cannot be written
     * @throws IllegalStateException when the system has no font for the words
     */
    public static void write(Photo photo, Caption caption, Path file) throws IOException {
        BufferedImage image = draw(photo, caption);
        try (var output = Files.newOutputStream(file)) {
            ImageIO.write(image, "png", output);
        }
    }

    private BufferedImage draw() {
        int rows = (words.size() + columns - 1) / columns;
        int rowHeight = LABEL_HEIGHT + tile.height();
        BufferedImage strip = new BufferedImage(
                2 * MARGIN + columns * cellWidth + (columns - 1) * GAP,
                2 * MARGIN + rows * rowHeight + (rows - 1) * GAP,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = strip.createGraphics();
        try {
            checkFonts(graphics);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.setColor(PAPER);
            graphics.fillRect(0, 0, strip.getWidth(), strip.getHeight());
            for (int i = 0; i < words.size(); i++) {
                int x = MARGIN + i % columns * (cellWidth + GAP);
                int y = MARGIN + i / columns * (rowHeight + GAP);
                drawCell(graphics, words.get(i), x, y);
            }
        } finally {
            graphics.dispose();
        }
        return strip;
    }

    /** Java without fonts fails in ways that do not say so. */
    private static void checkFonts(Graphics2D graphics) {
        try {
            graphics.getFontMetrics(WORD_FONT);
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new IllegalStateException(
                    "a heat map needs a font for its words and the system has none; install one, such as the packages"
                            + " fontconfig and fonts-dejavu-core",
                    e);
        }
    }

    private void drawCell(Graphics2D graphics, Word word, int x, int y) {
        int left = x + (cellWidth - tile.width()) / 2;
        int baseline = y + LABEL_HEIGHT - 11;
        String probability = String.format(Locale.ROOT, "%.0f%%", 100 * Math.exp(word.logProbability()));
        FontMetrics small = graphics.getFontMetrics(PROBABILITY_FONT);
        int probabilityWidth = small.stringWidth(probability);

        graphics.setColor(INK);
        drawWord(graphics, word.text(), x, baseline, cellWidth - probabilityWidth - 8);
        graphics.setColor(FAINT);
        graphics.setFont(PROBABILITY_FONT);
        graphics.drawString(probability, x + cellWidth - probabilityWidth, baseline);
        graphics.drawImage(AttentionOverlay.of(tile, word.attention()), left, y + LABEL_HEIGHT, null);
    }

    /** In the largest size that fits; a word that fits in none is cut. */
    private static void drawWord(Graphics2D graphics, String text, int x, int baseline, int width) {
        Font font = WORD_FONT;
        while (graphics.getFontMetrics(font).stringWidth(text) > width
                && font.getSize() > SMALLEST_WORD_FONT.getSize()) {
            font = font.deriveFont(font.getSize2D() - 1);
        }
        FontMetrics metrics = graphics.getFontMetrics(font);
        String fitting = text;
        while (metrics.stringWidth(fitting) > width) {
            int end = fitting.offsetByCodePoints(fitting.length(), fitting.endsWith("\u2026") ? -2 : -1);
            fitting = fitting.substring(0, end) + "\u2026";
        }
        graphics.setFont(font);
        graphics.drawString(fitting, x, baseline);
    }
}
