package dev.captioner.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The record of the files that captioner wrote to one folder: {@code .captioner-files}, lines of SHA-256, two spaces and name, as
 * {@code sha256sum} writes them. A file with a recorded checksum is captioner's, and nobody has changed it since. The record is
 * only added to, so that several processes can write to one folder.
 */
final class WrittenFiles {
    /** The name of the record. */
    static final String NAME = ".captioner-files";

    private static final int SUM = 64;
    private static final String BETWEEN = "  ";

    private final Path record;

    /** 64 bits for each line, not the line: a folder may have a million sidecars. */
    private final Set<Long> lines = new HashSet<>();

    private WrittenFiles(Path record) {
        this.record = record;
    }

    /** A line of the record. */
    record Line(String name, String sha256) {
        private String text() {
            return sha256 + BETWEEN + name.replace("\\", "\\\\").replace("\n", "\\n") + "\n";
        }

        private long key() {
            return Sha256.bits(text());
        }
    }

    /** The record of a folder; empty if there is none. */
    static WrittenFiles in(Path folder) throws IOException {
        WrittenFiles files = new WrittenFiles(folder.resolve(NAME));
        if (Files.isRegularFile(files.record)) {
            // The bytes of a name need not be UTF-8; a line that cannot be read is one that matches no file.
            try (Stream<String> lines = new String(Files.readAllBytes(files.record), StandardCharsets.UTF_8).lines()) {
                lines.filter(line -> line.length() > SUM + BETWEEN.length())
                        .forEach(line -> files.lines.add(Sha256.bits(line + "\n")));
            }
        }
        return files;
    }

    boolean has(Line line) {
        return lines.contains(line.key());
    }

    /** Records files that are about to appear, before they do: a crash in between leaves no file that is not recorded. */
    void add(Collection<Line> added) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Line line : added) {
            if (!has(line)) {
                text.append(line.text());
            }
        }
        if (text.length() == 0) {
            return;
        }
        try (FileChannel channel = FileChannel.open(
                record, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        added.forEach(line -> lines.add(line.key()));
    }
}
