package dev.captioner.text;

import dev.captioner.api.Internal;
import java.util.List;

/**
 * A row of a {@link Table}. Each accessor checks its column and names the line in its error.
 *
 * @param file for messages
 * @param number of the line that it starts in; counts from 1, blank lines included
 * @param columns as they are in the file, without quotes
 */
@Internal
public record TableRow(String file, long number, List<String> columns) {
    /** Many times the longest caption that a person writes; a longer one means that the file is something else. */
    private static final int MAXIMUM_LENGTH = 10_000;

    /** Copies the columns. */
    public TableRow {
        columns = List.copyOf(columns);
    }

    /** Rejects another number of columns. */
    void requireColumns(int count, String form) throws CaptionFileException {
        if (columns.size() != count) {
            throw failure("expected " + described(count) + ", " + form + ", found " + described(columns.size())
                    + (columns.size() > count
                            ? "; in CSV, a text that contains the separator stands in double quotes"
                            : ""));
        }
    }

    /** A column without surrounding white space, which may be empty. */
    String text(int column) {
        return columns.get(column).strip();
    }

    String requireText(int column, String name) throws CaptionFileException {
        String text = text(column);
        if (text.isEmpty()) {
            throw failure("expected " + name + " in column " + (column + 1) + ", found nothing");
        }
        return text;
    }

    String requirePhoto(int column) throws CaptionFileException {
        String photo = requireText(column, "a file name");
        if (photo.chars().anyMatch(Character::isISOControl)) {
            throw failure("expected a file name, found one with control characters");
        }
        return photo;
    }

    /** A caption, which may be empty. */
    String requireCaption(int column) throws CaptionFileException {
        return requireShort(text(column), "a caption", MAXIMUM_LENGTH);
    }

    String requireShort(String text, String name, int most) throws CaptionFileException {
        if (text.length() > most) {
            throw failure("expected " + name + " of at most " + most + " characters, found " + text.length());
        }
        return text;
    }

    /** The exception that says what is wrong with this row. */
    public CaptionFileException failure(String problem) {
        return new CaptionFileException(file, number, problem);
    }

    static String described(int columns) {
        return columns == 1 ? "1 column" : columns + " columns";
    }
}
