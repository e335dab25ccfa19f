package dev.captioner.batch.source;

import dev.captioner.file.FileNames;
import dev.captioner.image.PhotoLimits;
import dev.captioner.image.PhotoReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Creates sources from the names that users give. */
public final class Sources {
    /** The name for a list on standard input. */
    public static final String STANDARD_INPUT = "-";

    private Sources() {}

    /**
     * A folder whose photos must not be links that lead out of another folder.
     *
     * @param bounds the other folder
     * @param limits on each photo
     * @throws SourceException when there is no such folder below it, after links are resolved
     */
    public static PhotoSource folderWithin(Path bounds, Path folder, Selection selection, PhotoLimits limits) {
        try {
            Path real = bounds.toRealPath();
            Path inside = folder.toRealPath();
            if (inside.startsWith(real) && Files.isDirectory(inside)) {
                return new FolderSource(inside, selection, new PhotoReader(limits), real);
            }
        } catch (IOException e) {
            // Reported below like a missing folder, so that callers cannot probe for folders elsewhere.
        }
        throw new SourceException("expected a folder below the one for photos, found none by that name", null);
    }

    /**
     * A folder, an archive or a list.
     *
     * @param name a path, or {@link #STANDARD_INPUT}
     * @param options how it is read
     * @param input the standard input
     * @throws SourceException when nothing exists there, or nothing that can contain photos
     */
    public static PhotoSource of(String name, SourceOptions options, InputStream input) {
        PhotoReader reader = new PhotoReader(options.limits());
        ListFormat format = options.format();
        if (name.equals(STANDARD_INPUT)) {
            return new ListSource(
                    "standard input",
                    Path.of(""),
                    () -> input,
                    format == null ? ListFormat.LINES : format,
                    options.column(),
                    reader);
        }
        Path path = FileNames.resolve(Path.of(""), name);
        if (Files.isDirectory(path)) {
            return new FolderSource(path, options.selection(), reader, null);
        }
        if (!Files.isRegularFile(path)) {
            throw new SourceException(
                    name + ": expected a folder, an archive or a list of photos, found "
                            + (Files.exists(path) ? "something else" : "nothing"),
                    null);
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".zip")) {
            return new ZipSource(
                    new ArchiveFile(path, options.selection(), reader, ArchiveLimits.DEFAULT), options.zipEncoding());
        }
        if (lower.endsWith(".tar") || lower.endsWith(".tar.gz") || lower.endsWith(".tgz")) {
            return new TarSource(new ArchiveFile(path, options.selection(), reader, ArchiveLimits.DEFAULT));
        }
        ListFormat found = format == null ? ListSource.formatOf(path) : format;
        if (found == null) {
            throw new SourceException(
                    name
                            + ": expected a folder, a .zip, .tar, .tar.gz or .tgz, or a list (.csv, .tsv, .jsonl, .txt); for a list"
                            + " with another extension, use --list",
                    null);
        }
        return new ListSource(
                path.toAbsolutePath().normalize().toString(),
                path.toAbsolutePath().resolveSibling(""),
                () -> Files.newInputStream(path),
                found,
                options.column(),
                reader);
    }
}
