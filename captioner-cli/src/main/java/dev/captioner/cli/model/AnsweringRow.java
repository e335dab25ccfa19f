package dev.captioner.cli.model;

import dev.captioner.bundle.AnsweringDescription;
import java.util.Locale;
import java.util.StringJoiner;

/** The calibration of a model's answers in one line. */
public final class AnsweringRow {
    private AnsweringRow() {}

    /** Temperature, temperatures by group of questions, and abstention threshold. */
    public static String of(AnsweringDescription answering) {
        StringJoiner groups = new StringJoiner(", ", " (", ")").setEmptyValue("");
        answering
                .temperatures()
                .ifPresent(temperatures -> temperatures.forEach(
                        (group, value) -> groups.add(String.format(Locale.ROOT, "%s %.2f", group, value))));
        return String.format(
                Locale.ROOT,
                "temperature %.2f%s, abstains below %.3f",
                answering.temperature(),
                groups,
                answering.abstainBelow());
    }
}
