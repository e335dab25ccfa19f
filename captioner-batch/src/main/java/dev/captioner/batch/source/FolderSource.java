package dev.captioner.batch.source;

import dev.captioner.file.FileNames;
import dev.captioner.image.LeftOut;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoFolder;
import dev.captioner.image.PhotoReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The photos in a folder and its subfolders, in the order of their names. */
final class FolderSource implements PhotoSource {
    private final Path folder;
    private final Selection selection;
    private final PhotoReader reader;
    private final @Nullable Path bounds;

    /**
     * The selected photos of a folder.
     *
     * @param bounds a folder, without links in its path, out of which no link may lead; null for none
     */
    FolderSource(Path folder, Selection selection, PhotoReader reader, @Nullable Path bounds) {
        this.folder = folder;
        this.selection = selection;
        this.reader = reader;
        this.bounds = bounds;
    }

    @Override
    public String description() {
        return "folder " + folder.toAbsolutePath().normalize() + " (" + selection + ")";
    }

    @Override
    public LeftOut list(Consumer<Listed> photos) {
        try {
            return PhotoFolder.list(folder, selection::takes, bounds, (file, name) -> photos.accept(Listed.of(name)));
        } catch (IOException | UncheckedIOException e) {
            throw new SourceException("the folder " + folder + " cannot be listed: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isOverwrittenBelow(Path target) {
        try {
            Path photos = folder.toRealPath();
            Path written = Files.exists(target)
                    ? target.toRealPath()
                    : target.toAbsolutePath().normalize();
            return photos.startsWith(written) || written.startsWith(photos);
        } catch (IOException e) {
            return true; // cannot be determined
        }
    }

    /** Checked for each photo, because a folder can be replaced by a link at any time. */
    private Path within(Path photo) {
        if (bounds == null) {
            return photo;
        }
        try {
            Path real = photo.toRealPath();
            if (!real.startsWith(bounds)) {
                throw new RejectedPhotoException(
                        new PhotoProblem(PhotoProblem.NOT_A_FILE, "the link leads out of the folder; expected a file"),
                        null);
            }
            return real;
        } catch (IOException e) {
            return photo; // it no longer exists; the photo reader reports that
        }
    }

    @Override
    public PhotoReader reader() {
        return reader;
    }

    @Override
    public Opened open() {
        return new Opened() {
            @Override
            public byte[] read(long place, String name) {
                try {
                    return reader.bytes(within(FileNames.resolve(folder, name)));
                } catch (PhotoException e) {
                    if (!Files.isDirectory(folder)) {
                        throw new SourceException(
                                "the folder " + folder + " no longer exists; restore it and run the command again", e);
                    }
                    throw e;
                }
            }

            @Override
            public void close() {}
        };
    }
}
