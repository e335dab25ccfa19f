package dev.captioner.batch.target;

import dev.captioner.batch.source.PhotoProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as the columns of a table: the best caption, the best answer to each question under the question itself, and what the photo says. */
final class Table {
    private final List<String> questions;
    private final PhotoFields fields;

    Table(List<String> questions, PhotoFields fields) {
        this.questions = List.copyOf(questions);
        this.fields = fields;
    }

    /** What photos say about themselves; for {@link #values}. */
    PhotoFields fields() {
        return fields;
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
        for (PhotoField field : PhotoField.values()) {
            if (fields.has(field)) {
                columns.add(new Column(field.key(), false));
            }
        }
        columns.add(new Column("reason", false));
        columns.add(new Column("error", false));
        return columns;
    }

    /** A value, a string or a double, for each column; null where there is none. */
    List<@Nullable Object> values(PhotoRow row, PhotoFields.Values stated) {
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
        if (fields.has(PhotoField.DATE)) {
            values.add(stated.date());
        }
        if (fields.has(PhotoField.DESCRIPTION)) {
            values.add(stated.description());
        }
        PhotoProblem problem = row.problem();
        values.add(problem == null ? null : problem.reason());
        values.add(problem == null ? null : problem.message());
        return values;
    }
}
