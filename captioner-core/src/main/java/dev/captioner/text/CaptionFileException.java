package dev.captioner.text;

import java.io.IOException;

/**
 * A text file of captions, questions or names of photos that breaks the rules of its format. The message names the file, the line
 * and, where the file cannot be decoded, the column, what was expected and what was found.
 */
public final class CaptionFileException extends IOException {
    CaptionFileException(String file, long line, int column, String problem) {
        super(file + ", line " + line + ", column " + column + ": " + problem);
    }

    CaptionFileException(String file, long line, String problem) {
        super(file + ", line " + line + ": " + problem);
    }

    CaptionFileException(String file, String problem) {
        super(file + ": " + problem);
    }
}
