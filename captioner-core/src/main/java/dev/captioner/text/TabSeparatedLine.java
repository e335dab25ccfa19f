package dev.captioner.text;

import java.nio.file.Path;
import java.util.List;

/**
 * A line of a caption or question file. Each accessor checks its column and names the line in its error.
 *
 * @param number counts from 1, blank lines included
 * @param columns without surrounding white space
 */
record TabSeparatedLine(Path file, int number, List<String> columns) {
    /** Many times the longest caption that a person writes; a longer one means that the file is something else. */
    private static final int MAXIMUM_LENGTH = 10_000;

    void requireColumns(int count, String form) throws CaptionFileException {
        if (columns.size() != count) {
            throw failure("expected " + described(count) + ", " + form + ", found " + described(columns.size()));
        }
    }

    String requireText(int column, String name) throws CaptionFileException {
        String text = columns.get(column);
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
        return requireShort(columns.get(column), "a caption", MAXIMUM_LENGTH);
    }

    String requireShort(String text, String name, int most) throws CaptionFileException {
        if (text.length() > most) {
            throw failure("expected " + name + " of at most " + most + " characters, found " + text.length());
        }
        return text;
    }

    CaptionFileException failure(String problem) {
        return new CaptionFileException(file, number, problem);
    }

    static String described(int columns) {
        return columns == 1 ? "1 column" : columns + " columns";
    }
}
