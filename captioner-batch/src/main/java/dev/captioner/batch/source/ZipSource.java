package dev.captioner.batch.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The photos in a ZIP, in the order of its central directory, which other programs show too. */
record ZipSource(ArchiveFile archive) implements PhotoSource {
    @Override
    public String description() {
        return archive.description();
    }

    @Override
    public void list(Consumer<Listed> photos) {
        try (ZipFile zip = openZip()) {
            found(zip).forEach(found -> photos.accept(found.listed()));
        } catch (IOException e) {
            throw archive.broken(e);
        }
    }

    private ZipFile openZip() {
        try {
            return ZipFile.builder().setPath(archive.file()).get();
        } catch (IOException e) {
            throw archive.broken(e);
        }
    }

    private record Found(Listed listed, ZipArchiveEntry entry) {}

    private List<Found> found(ZipFile zip) {
        List<Found> found = new ArrayList<>();
        long entries = 0;
        for (Enumeration<ZipArchiveEntry> all = zip.getEntries(); all.hasMoreElements(); ) {
            ZipArchiveEntry entry = all.nextElement();
            archive.checkEntries(++entries);
            if (entry.isDirectory()) {
                continue;
            }
            Listed listed = EntryNames.listed(entry.getName(), archive.selection(), sealed(zip, entry));
            if (listed != null) {
                found.add(new Found(listed, entry));
            }
        }
        return found;
    }

    private static @Nullable PhotoProblem sealed(ZipFile zip, ZipArchiveEntry entry) {
        if (entry.isUnixSymlink()) {
            return new PhotoProblem(PhotoProblem.NOT_A_FILE, "the entry is a link; expected a file");
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            return new PhotoProblem(PhotoProblem.SEALED, "the entry is encrypted; unpack it with its password");
        }
        if (!zip.canReadEntryData(entry)) {
            return new PhotoProblem(PhotoProblem.SEALED, "the entry uses an unsupported compression; use deflate");
        }
        return null;
    }

    @Override
    public Opened open() {
        ZipFile zip = openZip();
        List<Found> found = found(zip);
        return new Opened() {
            private long unpacked;

            @Override
            public byte[] read(long place, String name) {
                if (place >= found.size()
                        || !found.get((int) place).listed().name().equals(name)) {
                    throw archive.changed(place, name);
                }
                try (InputStream stream =
                        zip.getInputStream(found.get((int) place).entry())) {
                    byte[] bytes = archive.reader().bytes(stream);
                    unpacked += bytes.length;
                    archive.checkBytes(unpacked, Files.size(archive.file()));
                    return bytes;
                } catch (IOException e) {
                    if (!Files.isRegularFile(archive.file())) {
                        throw archive.broken(e);
                    }
                    throw new RejectedPhotoException(
                            new PhotoProblem("DAMAGED", "the entry cannot be unpacked (" + e.getMessage() + ")"), e);
                }
            }

            @Override
            public void close() {
                try {
                    zip.close();
                } catch (IOException e) {
                    throw archive.broken(e);
                }
            }
        };
    }
}
