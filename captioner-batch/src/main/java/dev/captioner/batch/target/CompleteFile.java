package dev.captioner.batch.target;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that appear under their name when all of them is on the disk. */
final class CompleteFile {
    private CompleteFile() {}

    /** What is to be in the file. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Makes a file under a name that is not there. */
    interface Maker {
        void make(Path file) throws IOException;
    }

    /** Writes it beside its place, and then moves it there. */
    static void write(Path file, Content content) throws IOException {
        make(file, part -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                content.writeTo(out);
            }
        });
    }

    /** Has it made beside its place, under a name that the next attempt takes again, and then moves it there. */
    static void make(Path file, Maker maker) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            maker.make(part);
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        forceFolder(file.toAbsolutePath().resolveSibling(""));
    }

    /** Puts the new name on the disk, where the system lets a folder be opened. */
    @SuppressWarnings("EmptyCatch")
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot; there the name is safe when the system writes it.
        }
    }

    /**
     * Refuses a place where no file can be written.
     *
     * @throws IOException naming it
     */
    static void check(Path file) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling("");
        if (!Files.isDirectory(folder)) {
            throw new IOException(file + ": expected a file in a folder that is there, found no folder " + folder
                    + "; make it first");
        }
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": expected the name of a file to write, found a folder");
        }
        if (!Files.isWritable(folder)) {
            throw new IOException(folder + ": may not be written; check its permissions");
        }
    }
}
