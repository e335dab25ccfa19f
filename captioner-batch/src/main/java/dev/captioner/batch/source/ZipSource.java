package dev.captioner.batch.source;

import dev.captioner.batch.source.EntryNames.Obstacle;
import dev.captioner.image.FileKind;
import dev.captioner.image.LeftOut;
import dev.captioner.image.PhotoReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The photos in a ZIP, in the order of its central directory, which other programs show too.
 *
 * @param encoding of the names that do not state theirs; null when the user named none
 */
record ZipSource(ArchiveFile archive, @Nullable Charset encoding) implements PhotoSource {
    @Override
    public String description() {
        return archive.description() + (encoding == null ? "" : " (names in " + encoding + ")");
    }

    @Override
    public LeftOut list(Consumer<Listed> photos) {
        try (ZipFile zip = openZip()) {
            EntryNames names = new EntryNames(archive.selection());
            found(zip, names).forEach(found -> photos.accept(found.listed()));
            return names.leftOut();
        } catch (IOException e) {
            throw archive.broken(e);
        }
    }

    private ZipFile openZip() {
        try {
            return ZipFile.builder()
                    .setPath(archive.file())
                    .setUseUnicodeExtraFields(false) // ZipNames decodes all names
                    .get();
        } catch (IOException e) {
            throw archive.broken(e);
        }
    }

    private record Found(Listed listed, ZipArchiveEntry entry) {}

    private List<Found> found(ZipFile zip, EntryNames names) {
        List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
        archive.checkEntries(entries.size());
        ZipNames decoding = ZipNames.of(entries, encoding);
        List<Found> found = new ArrayList<>();
        for (ZipArchiveEntry entry : entries) {
            String name = decoding.name(entry);
            if (name.endsWith("/")) {
                continue;
            }
            Listed listed = listed(zip, entry, name, names);
            if (listed != null) {
                found.add(new Found(listed, entry));
            }
        }
        return found;
    }

    private @Nullable Listed listed(ZipFile zip, ZipArchiveEntry entry, String name, EntryNames names) {
        try {
            return names.listed(name, obstacle(zip, entry), () -> zip.getInputStream(entry));
        } catch (IOException e) {
            return names.distinct(Listed.rejected(name, damaged("cannot be unpacked (" + e.getMessage() + ")")));
        }
    }

    private static PhotoProblem damaged(String what) {
        return new PhotoProblem("DAMAGED", "the entry " + what);
    }

    private static @Nullable Obstacle obstacle(ZipFile zip, ZipArchiveEntry entry) {
        if (entry.isUnixSymlink()) {
            return Obstacle.notAFile("the entry is a link; expected a file", FileKind.LINK);
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            return Obstacle.sealed("the entry is encrypted; unpack it with its password");
        }
        if (!zip.canReadEntryData(entry)) {
            return Obstacle.sealed("the entry uses an unsupported compression; use deflate");
        }
        return null;
    }

    @Override
    public PhotoReader reader() {
        return archive.reader();
    }

    @Override
    public Opened open() {
        ZipFile zip = openZip();
        List<Found> found = found(zip, new EntryNames(archive.selection()));
        return new Opened() {
            private long unpacked;

            @Override
            public byte[] read(long place, String name) {
                if (place >= found.size()
                        || !found.get((int) place).listed().name().equals(name)) {
                    throw archive.changed(place, name);
                }
                ZipArchiveEntry entry = found.get((int) place).entry();
                byte[] bytes;
                try (InputStream stream = zip.getInputStream(entry)) {
                    bytes = archive.reader().bytes(stream);
                    unpacked += bytes.length;
                    archive.checkBytes(unpacked, Files.size(archive.file()));
                } catch (IOException e) {
                    if (!Files.isRegularFile(archive.file())) {
                        throw archive.broken(e);
                    }
                    throw new RejectedPhotoException(damaged("cannot be unpacked (" + e.getMessage() + ")"), e);
                }
                checkSum(bytes, entry);
                return bytes;
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

    private static void checkSum(byte[] bytes, ZipArchiveEntry entry) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        if (sum.getValue() != entry.getCrc()) {
            throw new RejectedPhotoException(
                    damaged(String.format(
                            "is damaged: expected the CRC-32 %08x that the archive states, found %08x; make the archive again",
                            entry.getCrc(), sum.getValue())),
                    null);
        }
    }
}
