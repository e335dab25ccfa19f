package dev.captioner.batch.source;

import dev.captioner.image.PhotoReader;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An archive of any format with the settings for reading it.
 *
 * @param file the archive
 * @param selection of the photos in it
 * @param reader reads their bytes
 * @param limits on its size
 */
record ArchiveFile(Path file, Selection selection, PhotoReader reader, ArchiveLimits limits) {
    String description() {
        return "archive " + file.toAbsolutePath().normalize() + " (" + selection + ")";
    }

    void checkEntries(long found) {
        limits.checkEntries(file.toString(), found);
    }

    void checkBytes(long unpacked, long packed) {
        limits.checkBytes(file.toString(), unpacked, packed);
    }

    SourceException broken(IOException problem) {
        return new SourceException(
                file + ": the archive cannot be read (" + problem.getMessage() + "); check that it is complete",
                problem);
    }

    SourceException changed(long place, String name) {
        return new SourceException(
                file + ": expected '" + name + "' as photo " + (place + 1)
                        + ", found another; the archive has changed since it was listed",
                null);
    }
}
