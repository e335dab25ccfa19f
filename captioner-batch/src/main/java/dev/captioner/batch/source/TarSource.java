package dev.captioner.batch.source;

import dev.captioner.batch.source.EntryNames.Obstacle;
import dev.captioner.image.FileKind;
import dev.captioner.image.LeftOut;
import dev.captioner.image.PhotoReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.commons.io.input.CloseShieldInputStream;
import org.jspecify.annotations.Nullable;

/** The photos in a TAR, compressed with gzip or not, in its order; read from the beginning each time. */
record TarSource(ArchiveFile archive) implements PhotoSource {
    private static final int BUFFER = 1 << 16;

    @Override
    public String description() {
        return archive.description();
    }

    @Override
    public LeftOut list(Consumer<Listed> photos) {
        try (Walk walk = new Walk()) {
            for (Listed listed = walk.next(); listed != null; listed = walk.next()) {
                photos.accept(listed);
            }
            return walk.names.leftOut();
        }
    }

    @Override
    public PhotoReader reader() {
        return archive.reader();
    }

    @Override
    public Opened open() {
        return new Walk();
    }

    /**
     * The name of an entry. A name with a character that does not fit into a byte comes from a header in UTF-8; bytes that are not UTF-8
     * stay one character each.
     */
    static String name(String characters) {
        if (characters.chars().anyMatch(character -> character > 0xff)) {
            return characters;
        }
        String utf8 = ZipNames.decoded(characters.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return utf8 == null ? characters : utf8;
    }

    /** One pass through the archive. */
    private final class Walk implements Opened {
        private final BoundedInputStream packed;
        private final BoundedInputStream unpacked;
        private final TarArchiveInputStream tar;
        private final EntryNames names = new EntryNames(archive.selection());
        private byte[] start = new byte[0]; // of the current entry, read to recognise it
        private long entries;
        private long place = -1;

        Walk() {
            InputStream raw = null;
            try {
                raw = Files.newInputStream(archive.file());
                packed = BoundedInputStream.builder()
                        .setInputStream(new BufferedInputStream(raw, BUFFER))
                        .get();
                packed.mark(2);
                boolean gzip = packed.read() == 0x1f && packed.read() == 0x8b;
                packed.reset();
                unpacked = BoundedInputStream.builder()
                        .setInputStream(gzip ? new GZIPInputStream(packed, BUFFER) : packed)
                        .get();
                // Names of one character a byte, which name() decodes; only the newest format states an encoding.
                tar = new TarArchiveInputStream(new Checked(unpacked), StandardCharsets.ISO_8859_1.name());
            } catch (IOException e) {
                closeQuietly(raw);
                throw archive.broken(e);
            }
        }

        /** The next photo; absent at the end. */
        @Nullable
        Listed next() {
            try {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    archive.checkEntries(++entries);
                    if (entry.isDirectory()) {
                        continue;
                    }
                    start = new byte[0];
                    Listed listed = names.listed(name(entry.getName()), obstacle(entry), this::start);
                    if (listed != null) {
                        place++;
                        return listed;
                    }
                }
                return null;
            } catch (IOException | IllegalArgumentException e) { // the latter for invalid headers
                throw archive.broken(e instanceof IOException io ? io : new IOException(e));
            }
        }

        private InputStream start() throws IOException {
            start = tar.readNBytes(FileKind.START);
            return new ByteArrayInputStream(start);
        }

        private static @Nullable Obstacle obstacle(TarArchiveEntry entry) {
            boolean link = entry.isLink() || entry.isSymbolicLink();
            return entry.isFile() && !link
                    ? null
                    : Obstacle.notAFile(
                            "the entry is a link or a device; expected a file",
                            link ? FileKind.LINK : FileKind.SPECIAL);
        }

        @Override
        public byte[] read(long wanted, String name) {
            Listed found = null;
            while (place < wanted) {
                found = next();
                if (found == null) {
                    break;
                }
            }
            if (found == null || !found.name().equals(name)) {
                throw archive.changed(wanted, name);
            }
            try {
                InputStream rest = CloseShieldInputStream.wrap(tar); // a SequenceInputStream closes what it has read
                return archive.reader().bytes(new SequenceInputStream(new ByteArrayInputStream(start), rest));
            } catch (IOException e) {
                throw archive.broken(e);
            }
        }

        @Override
        public void close() {
            closeQuietly(tar);
        }

        /** Counts unpacked bytes, so that skipping an entry cannot unpack without limit. */
        private final class Checked extends FilterInputStream {
            Checked(InputStream in) {
                super(in);
            }

            @Override
            public int read() throws IOException {
                int one = super.read();
                check();
                return one;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int read = super.read(bytes, from, length);
                check();
                return read;
            }

            @Override
            public long skip(long bytes) throws IOException {
                long skipped = super.skip(bytes);
                check();
                return skipped;
            }

            private void check() {
                archive.checkBytes(unpacked.getCount(), packed.getCount());
            }
        }
    }

    private static void closeQuietly(@Nullable InputStream stream) {
        try {
            if (stream != null) {
                stream.close();
            }
        } catch (IOException e) {
            // It was only read from.
        }
    }
}
