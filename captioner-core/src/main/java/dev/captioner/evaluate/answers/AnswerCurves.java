package dev.captioner.evaluate.answers;

import dev.captioner.evaluate.chart.Axis;
import dev.captioner.evaluate.chart.Panel;
import dev.captioner.evaluate.chart.Panels;
import dev.captioner.evaluate.chart.Point;
import java.util.List;
import java.util.Locale;

/** The reliability diagram and the risk-coverage curve, side by side. */
final class AnswerCurves {
    private static final String BLUE = "#1d4ed8";
    private static final String PALE_BLUE = "#93b4f5";
    private static final String BROWN = "#b45309";
    private static final String GREY = "#777";

    private AnswerCurves() {}

    static String svg(AnswerScores scores) {
        return Panels.svg(List.of(reliability(scores), riskCoverage(scores)));
    }

    private static Panel reliability(AnswerScores scores) {
        Panel panel = panel("Accuracy of answers by their probability", "probability");
        scores.reliability()
                .forEach(bin -> panel.bar(
                        bin.low(),
                        bin.high(),
                        bin.accuracy(),
                        PALE_BLUE,
                        format(
                                "%d answers of probability %.3f: accuracy %.3f",
                                bin.answers(), bin.probability(), bin.accuracy())));
        panel.broken(List.of(new Point(0, 0), new Point(1, 1)), GREY);
        scores.reliability()
                .forEach(bin -> panel.dot(
                        new Point(bin.probability(), bin.accuracy()), BLUE, format("%d answers", bin.answers())));
        return panel.note(0, format("expected calibration error %.3f", scores.expectedCalibrationError()));
    }

    private static Panel riskCoverage(AnswerScores scores) {
        double risk = 1 - scores.all().accuracy();
        return panel("Risk when only the surest questions are answered", "coverage")
                .broken(List.of(new Point(0, risk), new Point(1, risk)), GREY)
                .line(
                        scores.riskCoverage().stream()
                                .map(point -> new Point(point.coverage(), point.risk()))
                                .toList(),
                        BROWN)
                .note(0, format("area under the curve %.3f, risk of all %.3f", scores.areaUnderRiskCoverage(), risk));
    }

    private static Panel panel(String title, String horizontal) {
        Panel panel = new Panel(title, horizontal, Axis.UNIT, Axis.UNIT).grid(5, "%.1f");
        for (int tick = 0; tick <= 5; tick++) {
            panel.label(tick / 5.0, format("%.1f", tick / 5.0));
        }
        return panel;
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
