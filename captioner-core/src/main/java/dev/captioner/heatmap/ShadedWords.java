package dev.captioner.heatmap;

import dev.captioner.AttentionMap;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/** The words of a question in lines, each in a box coloured by its attention. */
final class ShadedWords {
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    private static final int ABOVE = 8;
    private static final int BOX_HEIGHT = 22;
    private static final int GAP = 4;
    private static final int PADDING = 5;

    private static final int COLD = 0x4A4652;
    private static final Color ON_DARK = new Color(0xF4F2EE);
    private static final Color ON_BRIGHT = new Color(0x22202A);
    private static final double BRIGHT = 140;

    private final List<Box> boxes = new ArrayList<>();
    private final int height;

    /** A word and where it stands, from the top left corner. */
    private record Box(String text, int x, int y, int width) {}

    /**
     * Lays the words out.
     *
     * @param width of a line; words that are longer are cut
     */
    ShadedWords(List<String> words, int width) {
        int x = 0;
        int y = ABOVE;
        FontMetrics metrics = FittingText.metrics(FONT);
        for (String word : words) {
            String text = FittingText.cut(word, metrics, width - 2 * PADDING);
            int boxWidth = metrics.stringWidth(text) + 2 * PADDING;
            if (x > 0 && x + boxWidth > width) {
                x = 0;
                y += BOX_HEIGHT + GAP;
            }
            boxes.add(new Box(text, x, y, boxWidth));
            x += boxWidth + GAP;
        }
        height = words.isEmpty() ? 0 : y + BOX_HEIGHT;
    }

    /** How much room they take; 0 when there are none. */
    int height() {
        return height;
    }

    /** Draws the words below and to the right of a place. */
    void draw(Graphics2D graphics, AttentionMap look, int left, int top) {
        float[] shares = look.question();
        double greatest = 0;
        double sum = 0;
        for (float share : shares) {
            sum += share;
            greatest = Math.max(greatest, share);
        }
        HeatScale scale = HeatScale.of(look.even(), sum / Math.max(1, shares.length), greatest);
        graphics.setFont(FONT);
        for (int i = 0; i < boxes.size(); i++) {
            Box box = boxes.get(i);
            Color colour = colour(scale.heat(shares[i]));
            graphics.setColor(colour);
            graphics.fillRect(left + box.x(), top + box.y(), box.width(), BOX_HEIGHT);
            graphics.setColor(brightness(colour) > BRIGHT ? ON_BRIGHT : ON_DARK);
            graphics.drawString(box.text(), left + box.x() + PADDING, top + box.y() + BOX_HEIGHT - 6);
        }
    }

    private static Color colour(double heat) {
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
            int cold = COLD >> (16 - 8 * channel) & 0xFF;
            double value = (1 - heat) * cold + heat * HeatScale.colour(channel, heat);
            rgb = rgb << 8 | (int) Math.round(value);
        }
        return new Color(rgb);
    }

    private static double brightness(Color colour) {
        return 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
    }
}
