package dev.captioner.cli.model;

import dev.captioner.bundle.AnsweringDescription;
import java.util.Locale;
import java.util.StringJoiner;

/** How sure a model is of its answers, in words. */
public final class AnsweringRow {
    private AnsweringRow() {}

    public static String of(AnsweringDescription answering) {
        StringJoiner own = new StringJoiner(", ", " (", ")").setEmptyValue("");
        answering
                .temperatures()
                .ifPresent(temperatures -> temperatures.forEach(
                        (group, value) -> own.add(String.format(Locale.ROOT, "%s %.2f", group, value))));
        return String.format(
                Locale.ROOT,
                "temperature %.2f%s, abstains below %.3f",
                answering.temperature(),
                own,
                answering.abstainBelow());
    }
}
