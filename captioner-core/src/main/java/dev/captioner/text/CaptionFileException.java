package dev.captioner.text;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A caption or question file that breaks the rules of its format. The message names the file, the line, what was
 * expected and what was found.
 */
public final class CaptionFileException extends IOException {
    CaptionFileException(Path file, int line, String problem) {
        super(file + ", line " + line + ": " + problem);
    }

    CaptionFileException(Path file, String problem) {
        super(file + ": " + problem);
    }
}
