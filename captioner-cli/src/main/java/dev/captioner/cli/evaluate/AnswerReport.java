package dev.captioner.cli.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.captioner.evaluate.answers.Agreement;
import dev.captioner.evaluate.answers.AnswerGroup;
import dev.captioner.evaluate.answers.AnswerScores;
import dev.captioner.publish.AnswerEvaluation;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The scores that {@code evaluate answers} prints.
 *
 * @param scores of all questions, by kind of question and by data set
 * @param byType scores by the {@code answer_type} of the question file
 * @param wording agreement between the answers to different wordings of a question; null when no question has several wordings
 * @param changedByOtherPhoto share of the answers that change with another photo
 * @param seconds duration of the evaluation
 */
record AnswerReport(
        @JsonUnwrapped AnswerScores scores,
        Map<String, AnswerGroup> byType,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Agreement wording,
        double changedByOtherPhoto,
        double seconds) {
    static AnswerReport of(AnswerEvaluation evaluation, double seconds) {
        return new AnswerReport(
                evaluation.scores(),
                evaluation.byType(),
                evaluation.wording(),
                evaluation.changedByOtherPhoto(),
                seconds);
    }

    /** The scores as a text table. */
    String table() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT, "%-22s %9s %9s %9s %9s%n", "", "questions", "accuracy", "blind", "majority"));
        table.append(row("all", scores.all()));
        scores.bySource().forEach((name, group) -> table.append(row("  data " + name, group)));
        scores.byKind().forEach((name, group) -> table.append(row("  kind " + name, group)));
        byType.forEach((name, group) -> table.append(row("  type " + name, group)));
        table.append(
                String.format(Locale.ROOT, "expected calibration error %.4f%n", scores.expectedCalibrationError()));
        table.append(String.format(Locale.ROOT, "changed by another photo   %.4f%n", changedByOtherPhoto));
        if (wording != null) {
            table.append(String.format(
                    Locale.ROOT,
                    "same for other wordings    %.4f (%d wordings of %d questions)%n",
                    wording.agreeing(),
                    wording.rewordings(),
                    wording.questions()));
        }
        return table.append(String.format(Locale.ROOT, "seconds %.1f", seconds)).toString();
    }

    private static String row(String name, AnswerGroup group) {
        Double majority = group.majorityAccuracy();
        return String.format(
                Locale.ROOT,
                "%-22s %9d %9.4f %9.4f %9s%n",
                name,
                group.questions(),
                group.accuracy(),
                group.blindAccuracy(),
                majority == null ? "" : String.format(Locale.ROOT, "%.4f", majority));
    }
}
