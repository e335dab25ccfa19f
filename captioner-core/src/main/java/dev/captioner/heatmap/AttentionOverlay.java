package dev.captioner.heatmap;

import dev.captioner.AttentionMap;
import dev.captioner.image.Photo;
import java.awt.image.BufferedImage;

/** Draws attention over a photo: attended places glow, the rest is dimmed. */
final class AttentionOverlay {
    private static final double GREATEST_GLOW = 0.6;
    private static final double DIMMED = 0.5;
    private static final double LEAST_COLOUR = 0.25;

    private AttentionOverlay() {}

    /**
     * The photo in its own size, with attention drawn over it.
     *
     * @param look of which the photo's places are drawn
     */
    static BufferedImage of(Photo photo, AttentionMap look) {
        int grid = look.photo().length;
        double[][] shares = smooth(look.photo(), photo.width(), photo.height());
        double greatest = 0;
        for (double[] row : shares) {
            for (double share : row) {
                greatest = Math.max(greatest, share);
            }
        }
        HeatScale scale = HeatScale.of(look.even(), look.shareOfPhoto() / (grid * grid), greatest);
        BufferedImage image = new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < photo.height(); y++) {
            for (int x = 0; x < photo.width(); x++) {
                image.setRGB(x, y, pixel(photo.rgb(), 3 * (y * photo.width() + x), scale.heat(shares[y][x])));
            }
        }
        return image;
    }

    /** One pixel: dimmed and greyed where there is no heat, tinted by the heat's colour where there is. */
    private static int pixel(byte[] rgb, int at, double heat) {
        double grey = 0.299 * (rgb[at] & 0xFF) + 0.587 * (rgb[at + 1] & 0xFF) + 0.114 * (rgb[at + 2] & 0xFF);
        double light = DIMMED + (1 - DIMMED) * heat;
        double glow = GREATEST_GLOW * heat;
        double colourful = LEAST_COLOUR + (1 - LEAST_COLOUR) * heat;
        double relief = 0.7 + 0.3 * Math.min(1, grey / 170); // so that details of glowing places stay visible
        int pixel = 0;
        for (int channel = 0; channel < 3; channel++) {
            double own = light * (colourful * (rgb[at + channel] & 0xFF) + (1 - colourful) * grey);
            double value = (1 - glow) * own + glow * relief * HeatScale.colour(channel, heat);
            pixel = pixel << 8 | (int) Math.round(value);
        }
        return pixel;
    }

    /** Enlarges a map by cubic B-splines, which do not overshoot. */
    private static double[][] smooth(float[][] map, int width, int height) {
        int grid = map.length;
        double[][] wide = new double[grid][width]; // [g, width]
        for (int x = 0; x < width; x++) {
            double position = (x + 0.5) * grid / width - 0.5;
            for (int cell = (int) Math.floor(position) - 1; cell <= Math.floor(position) + 2; cell++) {
                double weight = cubicSpline(position - cell);
                for (int row = 0; row < grid; row++) {
                    wide[row][x] += weight * map[row][clamp(cell, grid)];
                }
            }
        }
        double[][] values = new double[height][width];
        for (int y = 0; y < height; y++) {
            double position = (y + 0.5) * grid / height - 0.5;
            for (int cell = (int) Math.floor(position) - 1; cell <= Math.floor(position) + 2; cell++) {
                double weight = cubicSpline(position - cell);
                for (int x = 0; x < width; x++) {
                    values[y][x] += weight * wide[clamp(cell, grid)][x];
                }
            }
        }
        return values;
    }

    private static int clamp(int cell, int grid) {
        return Math.max(0, Math.min(grid - 1, cell));
    }

    private static double cubicSpline(double distance) {
        double t = Math.abs(distance);
        if (t >= 2) {
            return 0;
        }
        return t >= 1 ? (2 - t) * (2 - t) * (2 - t) / 6 : 2.0 / 3 - t * t + t * t * t / 2;
    }
}
