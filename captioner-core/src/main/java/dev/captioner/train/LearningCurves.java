package dev.captioner.train;

import dev.captioner.evaluate.chart.Axis;
import dev.captioner.evaluate.chart.Panel;
import dev.captioner.evaluate.chart.Panels;
import dev.captioner.evaluate.chart.Point;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Training loss and development CIDEr over the epochs as an SVG picture. */
final class LearningCurves {
    private LearningCurves() {}

    static String svg(List<EpochRecord> records) {
        return Panels.svg(List.of(
                panel(records, EpochRecord::loss, "Training loss (nats a word)", "#b45309"),
                panel(records, EpochRecord::cider, "Development CIDEr (greedy)", "#1d4ed8")));
    }

    private static Panel panel(
            List<EpochRecord> records, ToDoubleFunction<EpochRecord> value, String title, String colour) {
        // A loss that is NaN must not stop a training because of its picture.
        DoubleSummaryStatistics finite =
                records.stream().mapToDouble(value).filter(Double::isFinite).summaryStatistics();
        double low = finite.getCount() == 0 ? 0 : finite.getMin();
        double high = finite.getCount() == 0 ? 1 : finite.getMax();
        double margin = Math.max(1e-3, (high - low) * 0.05);
        Axis epochs = new Axis(0, Math.max(1, records.size()));
        Panel panel = new Panel(title, "epoch", epochs, new Axis(low - margin, high + margin)).grid(4, "%.3f");
        List<Point> points = new ArrayList<>();
        int every = Math.max(1, (records.size() + 9) / 10);
        for (int i = 0; i < records.size(); i++) {
            EpochRecord record = records.get(i);
            Point point = new Point(i + 0.5, value.applyAsDouble(record));
            points.add(point);
            if (i % every == 0) {
                panel.label(point.x(), Integer.toString(record.epoch()));
            }
            panel.dot(point, colour, String.format(Locale.ROOT, "epoch %d: %.4f", record.epoch(), point.y()));
        }
        return panel.line(points, colour);
    }
}
