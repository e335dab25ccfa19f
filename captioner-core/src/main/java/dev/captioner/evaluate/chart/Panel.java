package dev.captioner.evaluate.chart;

import java.util.List;
import java.util.Locale;

/** One coordinate system with what is drawn into it, in the order of the calls; {@link Panels} places it in a picture. */
public final class Panel {
    static final int WIDTH = 360;
    static final int HEIGHT = 220;

    private static final String GREY = "#555";

    private final Axis x;
    private final Axis y;
    private final StringBuilder svg = new StringBuilder();

    /**
     * An empty coordinate system.
     *
     * @param title stands above it
     * @param horizontal what the horizontal axis shows, stands below it
     */
    public Panel(String title, String horizontal, Axis x, Axis y) {
        this.x = x;
        this.y = y;
        text(0, -14, "start", title, "#111");
        text(WIDTH / 2.0, HEIGHT + 36, "middle", horizontal, GREY);
    }

    /** Labelled lines at equal distances over the height, one at either end. */
    public Panel grid(int intervals, String format) {
        for (int line = 0; line <= intervals; line++) {
            double value = y.low() + (y.high() - y.low()) * line / intervals;
            append("<path d=\"M0 %.1fh%d\" stroke=\"#ddd\"/>\n", vertical(value), WIDTH);
            text(-6, vertical(value) + 4, "end", format(format, value), GREY);
        }
        return this;
    }

    /** A label below the horizontal axis. */
    public Panel label(double value, String label) {
        text(horizontal(value), HEIGHT + 18, "middle", label, GREY);
        return this;
    }

    /** A line through points. */
    public Panel line(List<Point> points, String colour) {
        return polyline(points, colour, "stroke-width=\"2\"");
    }

    /** A thin broken line through points, for what the others are compared with. */
    public Panel broken(List<Point> points, String colour) {
        return polyline(points, colour, "stroke-dasharray=\"4 4\"");
    }

    /** A dot whose text shows when pointed at. */
    public Panel dot(Point point, String colour, String text) {
        append(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"><title>%s</title></circle>\n",
                horizontal(point.x()), vertical(point.y()), colour, escaped(text));
        return this;
    }

    /** A bar from the lower end of the vertical axis up to a value; its text shows when pointed at. */
    public Panel bar(double from, double to, double value, String colour, String text) {
        append(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" stroke=\"#fff\"><title>%s</title></rect>\n",
                horizontal(from),
                vertical(value),
                horizontal(to) - horizontal(from),
                HEIGHT - vertical(value),
                colour,
                escaped(text));
        return this;
    }

    /** A note inside the upper left corner; the next ones stand below it. */
    public Panel note(int row, String text) {
        text(8, 16 + 16 * row, "start", text, "#111");
        return this;
    }

    String svg() {
        return svg.toString();
    }

    private Panel polyline(List<Point> points, String colour, String style) {
        StringBuilder joined = new StringBuilder();
        points.forEach(point -> joined.append(format("%.1f,%.1f ", horizontal(point.x()), vertical(point.y()))));
        append(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" %s/>\n",
                joined.toString().strip(), colour, style);
        return this;
    }

    private double horizontal(double value) {
        return WIDTH * x.share(value);
    }

    private double vertical(double value) {
        return HEIGHT * (1 - y.share(value));
    }

    private void text(double left, double top, String anchor, String text, String colour) {
        append(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n",
                left, top, anchor, colour, escaped(text));
    }

    private void append(String format, Object... arguments) {
        svg.append(format(format, arguments));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
