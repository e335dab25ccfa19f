package dev.captioner.train;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Training loss and development CIDEr over the epochs as an SVG picture. */
final class LearningCurves {
    private static final int WIDTH = 360;
    private static final int HEIGHT = 220;
    private static final int LEFT = 52;
    private static final int TOP = 34;
    private static final int GAP = 40;

    private LearningCurves() {}

    static String svg(List<EpochRecord> records) {
        int width = 2 * (LEFT + WIDTH) + GAP;
        int height = TOP + HEIGHT + 44;
        return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height
                        + "\" font-family=\"sans-serif\" font-size=\"12\">\n"
                        + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n")
                + panel(records, EpochRecord::loss, "Training loss (nats a word)", LEFT, "#b45309")
                + panel(
                        records,
                        EpochRecord::cider,
                        "Development CIDEr (greedy)",
                        2 * LEFT + WIDTH + GAP / 2,
                        "#1d4ed8")
                + "</svg>\n";
    }

    private static String panel(
            List<EpochRecord> records, ToDoubleFunction<EpochRecord> value, String title, int left, String colour) {
        double low = records.stream().mapToDouble(value).min().orElse(0);
        double high = records.stream().mapToDouble(value).max().orElse(1);
        double margin = Math.max(1e-3, (high - low) * 0.05);
        double bottom = low - margin;
        double span = high - low + 2 * margin;
        StringBuilder svg = new StringBuilder();
        svg.append(text(left, TOP - 14, "start", title, "#111"));
        for (int tick = 0; tick <= 4; tick++) {
            double y = TOP + HEIGHT * (1 - tick / 4.0);
            svg.append(format("<path d=\"M%d %.1fh%d\" stroke=\"#ddd\"/>\n", left, y, WIDTH));
            svg.append(text(left - 6, y + 4, "end", format("%.3f", bottom + span * tick / 4), "#555"));
        }
        StringBuilder points = new StringBuilder();
        int every = Math.max(1, (records.size() + 9) / 10);
        for (int i = 0; i < records.size(); i++) {
            EpochRecord record = records.get(i);
            double x = left + WIDTH * (i + 0.5) / records.size();
            double y = TOP + HEIGHT * (1 - (value.applyAsDouble(record) - bottom) / span);
            points.append(format("%.1f,%.1f ", x, y));
            if (i % every == 0) {
                svg.append(text(x, TOP + HEIGHT + 18, "middle", Integer.toString(record.epoch()), "#555"));
            }
            svg.append(format(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"><title>epoch %d: %.4f</title></circle>\n",
                    x, y, colour, record.epoch(), value.applyAsDouble(record)));
        }
        svg.append(format(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n",
                points.toString().strip(), colour));
        svg.append(text(left + WIDTH / 2.0, TOP + HEIGHT + 36, "middle", "epoch", "#555"));
        return svg.toString();
    }

    private static String text(double x, double y, String anchor, String text, String colour) {
        return format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n", x, y, anchor, colour, text);
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
