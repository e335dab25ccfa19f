package dev.captioner.text;

import java.nio.file.Path;
import java.util.List;

/**
 * A line of a caption file and the questions asked of it; each is answered or refused with the name of the line.
 *
 * @param number counts from 1, blank lines included
 * @param columns without surrounding white space
 */
record CaptionLine(Path file, int number, List<String> columns) {
    /** Many times the longest caption that anyone writes; more is a file of something else. */
    private static final int MAXIMUM_LENGTH = 10_000;

    void requireColumns(int count, String form) throws CaptionFileException {
        if (columns.size() != count) {
            throw refusal("expected " + described(count) + ", " + form + ", found " + described(columns.size()));
        }
    }

    String requireText(int column, String name) throws CaptionFileException {
        String text = columns.get(column);
        if (text.isEmpty()) {
            throw refusal("expected a " + name + " in column " + (column + 1) + ", found nothing");
        }
        return text;
    }

    String requirePhoto(int column) throws CaptionFileException {
        String photo = requireText(column, "file name");
        if (photo.chars().anyMatch(Character::isISOControl)) {
            throw refusal("expected a file name, found one with control characters");
        }
        return photo;
    }

    /** A caption, which may be empty. */
    String requireCaption(int column) throws CaptionFileException {
        String caption = columns.get(column);
        if (caption.length() > MAXIMUM_LENGTH) {
            throw refusal("expected a caption of at most " + MAXIMUM_LENGTH + " characters, found " + caption.length());
        }
        return caption;
    }

    CaptionFileException refusal(String problem) {
        return new CaptionFileException(file, number, problem);
    }

    static String described(int columns) {
        return columns == 1 ? "1 column" : columns + " columns";
    }
}
