package dev.captioner.text;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file of captions, or of questions about photos, that does not keep to its format; the message names the file, the line, what
 * was expected and found.
 */
public final class CaptionFileException extends IOException {
    CaptionFileException(Path file, int line, String problem) {
        super(file + ", line " + line + ": " + problem);
    }

    CaptionFileException(Path file, String problem) {
        super(file + ": " + problem);
    }
}
