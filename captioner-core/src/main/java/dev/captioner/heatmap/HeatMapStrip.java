package dev.captioner.heatmap;

import dev.captioner.AttentionMap;
import dev.captioner.image.Photo;
import dev.captioner.image.Resize;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Lays out the pictures of a heat map in reading order, in as many rows as they need, and draws them. */
final class HeatMapStrip {
    private static final int LONGEST_SIDE = 240;
    private static final int LEAST_WIDTH = 132;
    private static final int LEAST_WIDTH_WITH_WORDS = 240;
    private static final int MOST_COLUMNS = 6;
    private static final int MARGIN = 28;
    private static final int GAP = 18;
    private static final int LABEL_HEIGHT = 34;

    private static final Color PAPER = new Color(0xFCFBF8);
    private static final Color INK = new Color(0x22202A);
    private static final Color FAINT = new Color(0x8C8894);
    private static final Font LABEL_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 20);
    private static final Font SMALLEST_LABEL_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 11);
    private static final Font NOTE_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private final Photo tile;
    private final List<HeatMapCell> cells;
    private final ShadedWords words;
    private final int columns;
    private final int cellWidth;

    private HeatMapStrip(Photo photo, List<HeatMapCell> cells) {
        double scale = (double) LONGEST_SIDE / Math.max(photo.width(), photo.height());
        tile = Resize.bicubic(photo, Math.max(1, (int) Math.round(scale * photo.width())), Math.max(1, (int)
                Math.round(scale * photo.height())));
        this.cells = cells;
        int rows = (cells.size() + MOST_COLUMNS - 1) / MOST_COLUMNS;
        columns = (cells.size() + rows - 1) / rows;
        List<String> question = cells.get(0).words();
        cellWidth = Math.max(tile.width(), question.isEmpty() ? LEAST_WIDTH : LEAST_WIDTH_WITH_WORDS);
        words = new ShadedWords(question, cellWidth);
    }

    /**
     * The strip.
     *
     * @param cells at least one, all with the same words
     * @throws IllegalStateException when the system has no font for the words
     */
    static BufferedImage draw(Photo photo, List<HeatMapCell> cells) {
        checkFonts();
        return new HeatMapStrip(photo, cells).draw();
    }

    private BufferedImage draw() {
        int rows = (cells.size() + columns - 1) / columns;
        int rowHeight = LABEL_HEIGHT + tile.height() + words.height();
        BufferedImage strip = new BufferedImage(
                2 * MARGIN + columns * cellWidth + (columns - 1) * GAP,
                2 * MARGIN + rows * rowHeight + (rows - 1) * GAP,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = strip.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.setColor(PAPER);
            graphics.fillRect(0, 0, strip.getWidth(), strip.getHeight());
            for (int i = 0; i < cells.size(); i++) {
                int x = MARGIN + i % columns * (cellWidth + GAP);
                int y = MARGIN + i / columns * (rowHeight + GAP);
                drawCell(graphics, cells.get(i), x, y);
            }
        } finally {
            graphics.dispose();
        }
        return strip;
    }

    /** Java without fonts fails in ways that do not say so. */
    private static void checkFonts() {
        try {
            FittingText.metrics(LABEL_FONT);
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new IllegalStateException(
                    "a heat map needs a font for its words and the system has none; install one, such as the packages"
                            + " fontconfig and fonts-dejavu-core",
                    e);
        }
    }

    private void drawCell(Graphics2D graphics, HeatMapCell cell, int x, int y) {
        int left = x + (cellWidth - tile.width()) / 2;
        int baseline = y + LABEL_HEIGHT - 11;
        FontMetrics small = graphics.getFontMetrics(NOTE_FONT);
        int noteWidth = small.stringWidth(cell.note());

        graphics.setColor(INK);
        drawLabel(graphics, cell.label(), x, baseline, cellWidth - noteWidth - 8);
        graphics.setColor(FAINT);
        graphics.setFont(NOTE_FONT);
        graphics.drawString(cell.note(), x + cellWidth - noteWidth, baseline);
        AttentionMap look = cell.look();
        graphics.drawImage(AttentionOverlay.of(tile, look), left, y + LABEL_HEIGHT, null);
        words.draw(graphics, look, x, y + LABEL_HEIGHT + tile.height());
    }

    /** In the largest size that fits; a label that fits in none is cut. */
    private static void drawLabel(Graphics2D graphics, String text, int x, int baseline, int width) {
        Font font = LABEL_FONT;
        while (graphics.getFontMetrics(font).stringWidth(text) > width
                && font.getSize() > SMALLEST_LABEL_FONT.getSize()) {
            font = font.deriveFont(font.getSize2D() - 1);
        }
        graphics.setFont(font);
        graphics.drawString(FittingText.cut(text, graphics.getFontMetrics(font), width), x, baseline);
    }
}
