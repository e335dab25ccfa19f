package dev.captioner.cli;

import dev.captioner.bundle.AnsweringDescription;
import java.util.Locale;
import java.util.StringJoiner;

/** How sure a model is of its answers, in words. */
final class AnsweringRow {
    private AnsweringRow() {}

    static String of(AnsweringDescription answering) {
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
