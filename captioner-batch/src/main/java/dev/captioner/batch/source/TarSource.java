package dev.captioner.batch.source;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.input.BoundedInputStream;
import org.jspecify.annotations.Nullable;

/** The photos in a TAR, compressed with gzip or not, in its order; read from the beginning each time. */
record TarSource(ArchiveFile archive) implements PhotoSource {
    private static final int BUFFER = 1 << 16;

    @Override
    public String description() {
        return archive.description();
    }

    @Override
    public void list(Consumer<Listed> photos) {
        try (Walk walk = new Walk()) {
            for (Listed listed = walk.next(); listed != null; listed = walk.next()) {
                photos.accept(listed);
            }
        }
    }

    @Override
    public Opened open() {
        return new Walk();
    }

    /** One pass through the archive. */
    private final class Walk implements Opened {
        private final BoundedInputStream packed;
        private final BoundedInputStream unpacked;
        private final TarArchiveInputStream tar;
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
                tar = new TarArchiveInputStream(new Checked(unpacked));
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
                    Listed listed = EntryNames.listed(entry.getName(), archive.selection(), notAFile(entry));
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

        private static @Nullable PhotoProblem notAFile(TarArchiveEntry entry) {
            return entry.isFile() && !entry.isLink() && !entry.isSymbolicLink()
                    ? null
                    : new PhotoProblem(PhotoProblem.NOT_A_FILE, "the entry is a link or a device; expected a file");
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
                return archive.reader().bytes(tar);
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
