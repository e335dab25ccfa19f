package dev.captioner.text;

import dev.captioner.api.Internal;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The lines of a text that are not blank. A line ends with a line feed, a carriage return, or both. */
@Internal
public final class TextLines implements Closeable {
    /** Many times the longest line that a list or a caption file can need; a longer one means that the file is something else. */
    private static final int MAXIMUM_LENGTH = 1 << 20;

    private static final int NOTHING = -2;

    private final TextReader text;
    private long number;
    private int ahead = NOTHING;

    /**
     * A line.
     *
     * @param number counts from 1, blank lines included
     * @param text without the line's end
     */
    public record Line(long number, String text) {}

    /** Reads from a text, which is closed with this. */
    public TextLines(TextReader text) {
        this.text = text;
    }

    /**
     * The next line; null after the last one.
     *
     * @throws CaptionFileException when the text cannot be decoded or a line has more than 1,048,576 characters
     * @throws IOException when it cannot be read
     */
    public @Nullable Line next() throws IOException {
        while (true) {
            String line = line();
            if (line == null) {
                return null;
            }
            number++;
            if (!line.isBlank()) {
                return new Line(number, line);
            }
        }
    }

    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int one = ahead == NOTHING ? text.read() : ahead;
        ahead = NOTHING;
        if (one < 0) {
            ahead = one;
            return null;
        }
        while (one >= 0 && one != '\n' && one != '\r') {
            if (line.length() == MAXIMUM_LENGTH) {
                throw new CaptionFileException(
                        text.name(),
                        number + 1,
                        "expected a line of at most " + MAXIMUM_LENGTH + " characters, found a longer one");
            }
            line.append((char) one);
            one = text.read();
        }
        if (one == '\r') {
            one = text.read();
            // A carriage return alone ends a line too; what follows it belongs to the next line.
            ahead = one == '\n' ? NOTHING : one;
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
