package dev.captioner.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Text files of a model. */
final class TextFile {
    /** Far above any vocabulary or card; a larger file would only fill the memory. */
    static final long MOST_BYTES = 16 << 20;

    private TextFile() {}

    /**
     * The text of a file.
     *
     * @throws ModelException when it cannot be read, is too large, or is not UTF-8
     */
    static String read(Path file) {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(file));
        CharBuffer text = CharBuffer.allocate(bytes.capacity());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        if (result.isError()) {
            throw new ModelException(file + ": expected UTF-8, found a byte that is not at offset " + bytes.position());
        }
        return text.flip().toString();
    }

    private static byte[] bytes(Path file) {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new ModelException(file + ": expected at most " + MOST_BYTES + " bytes, found " + size);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ModelException(file + ": expected a file, found nothing", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static ModelException unreadable(Path file, IOException e) {
        return new ModelException(file + ": cannot be read: " + e, e);
    }
}
