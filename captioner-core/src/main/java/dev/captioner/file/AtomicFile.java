package dev.captioner.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file in one step: at any moment, also after a crash or a power failure, the old content is there or all of the new.
 *
 * <p>The content goes into {@code .NAME.part} in the same folder, is forced to the disk, and is then moved over the old file.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** The content of a file, as a stream. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; the stream is buffered, and closed by the caller. */
        void writeTo(OutputStream out) throws IOException;

        /** Lines in UTF-8, each with a line feed at its end. */
        static Content ofLines(Iterable<String> lines) {
            return out -> {
                for (String line : lines) {
                    out.write(line.getBytes(StandardCharsets.UTF_8));
                    out.write('\n');
                }
            };
        }

        /** Makes a file of it. */
        default Maker asMaker() {
            return file -> {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                    writeTo(out);
                }
            };
        }
    }

    /** The content of a file, for libraries that want a path. */
    @FunctionalInterface
    public interface Maker {
        /** Creates the file, which does not exist, and closes it. */
        void make(Path file) throws IOException;
    }

    /**
     * Writes a file from a stream.
     *
     * @throws IOException when it cannot be written; the old file is then as it was
     */
    public static void write(Path file, Content content) throws IOException {
        make(file, content.asMaker());
    }

    /**
     * Writes lines in UTF-8, each with a line feed at its end.
     *
     * @throws IOException when they cannot be written; the old file is then as it was
     */
    public static void writeLines(Path file, Iterable<String> lines) throws IOException {
        write(file, Content.ofLines(lines));
    }

    /**
     * Has a file made.
     *
     * @throws IOException when it cannot be made; the old file is then as it was
     */
    public static void make(Path file, Maker maker) throws IOException {
        // One name for every attempt: what a killed process left behind is overwritten, not added to.
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            maker.make(part);
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException | Error e) {
            deleteBecauseOf(part, e);
            throw e;
        }
        forceFolder(file.toAbsolutePath().resolveSibling(""));
    }

    private static void deleteBecauseOf(Path part, Throwable failure) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Forces the new name to the disk, where the operating system lets a folder be opened. */
    @SuppressWarnings("EmptyCatch")
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open a folder; it writes the name to the disk in its own time.
        }
    }
}
