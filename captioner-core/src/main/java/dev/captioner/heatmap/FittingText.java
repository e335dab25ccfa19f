package dev.captioner.heatmap;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Measures text before it is drawn. */
final class FittingText {
    private FittingText() {}

    /** Font metrics that need no picture. */
    static FontMetrics metrics(Font font) {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            return graphics.getFontMetrics(font);
        } finally {
            graphics.dispose();
        }
    }

    /** The text, or as much of its beginning as fits with an ellipsis after it. */
    static String cut(String text, FontMetrics metrics, int width) {
        String fitting = text;
        while (metrics.stringWidth(fitting) > width && !fitting.equals("\u2026")) {
            int end = fitting.offsetByCodePoints(fitting.length(), fitting.endsWith("\u2026") ? -2 : -1);
            fitting = fitting.substring(0, end) + "\u2026";
        }
        return fitting;
    }
}
