package dev.captioner.batch.target;

import dev.captioner.batch.source.PhotoProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as the columns of a table: the best caption, and the best answer to each question under the question itself. */
final class Table {
    private final List<String> questions;

    Table(List<String> questions) {
        this.questions = List.copyOf(questions);
    }

    /** A column with text, or with numbers. */
    record Column(String name, boolean isNumber) {}

    List<Column> columns() {
        List<Column> columns = new ArrayList<>(List.of(
                new Column("file", false),
                new Column("sha256", false),
                new Column("caption", false),
                new Column("log_probability", true),
                new Column("confidence", true)));
        questions.forEach(question -> columns.add(new Column(question, false)));
        columns.add(new Column("reason", false));
        columns.add(new Column("error", false));
        return columns;
    }

    /** A value, a string or a double, for each column; null where there is none. */
    List<@Nullable Object> values(PhotoRow row) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(row.name());
        values.add(row.sha256());
        Described described = row.described();
        values.add(described == null ? null : described.best().text());
        values.add(described == null ? null : (Double) described.best().logProbability());
        values.add(described == null ? null : (Double) described.best().confidence());
        for (int i = 0; i < questions.size(); i++) {
            Described.Answered answered =
                    described == null ? null : described.answers().get(i);
            values.add(
                    answered == null || answered.abstained()
                            ? null
                            : answered.best().text());
        }
        PhotoProblem problem = row.problem();
        values.add(problem == null ? null : problem.reason());
        values.add(problem == null ? null : problem.message());
        return values;
    }
}
