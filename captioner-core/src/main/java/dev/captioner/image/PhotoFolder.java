package dev.captioner.image;

import dev.captioner.api.Internal;
import dev.captioner.file.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists the photos in a folder and its subfolders, in the order of their names, and counts everything else. Files with the extension of
 * a photo are not opened for this. Links to folders are not followed.
 */
@Internal
public final class PhotoFolder {
    private final Predicate<String> selected;
    private final @Nullable Path bounds;
    private final Sink photos;
    private final LeftOut.Counter leftOut = new LeftOut.Counter();

    /** Takes the photos. */
    public interface Sink {
        /**
         * Takes a photo.
         *
         * @param name its path relative to the folder, with {@code /}, as {@link FileNames} writes it
         */
        void photo(Path file, String name);
    }

    private PhotoFolder(Predicate<String> selected, @Nullable Path bounds, Sink photos) {
        this.selected = selected;
        this.bounds = bounds;
        this.photos = photos;
    }

    /**
     * Lists a folder.
     *
     * @param selected which names, relative to the folder, are wanted
     * @param bounds a folder, without links in its path: no link that leads out of it is opened; null for none
     * @return what was left out
     * @throws IOException when a folder cannot be read
     */
    public static LeftOut list(Path folder, Predicate<String> selected, @Nullable Path bounds, Sink photos)
            throws IOException {
        PhotoFolder walk = new PhotoFolder(selected, bounds, photos);
        walk.list(folder, "");
        return walk.leftOut.counts();
    }

    private void list(Path folder, String prefix) throws IOException {
        List<Path> entries;
        try (Stream<Path> stream = Files.list(folder)) {
            entries = stream.sorted().toList();
        }
        for (Path entry : entries) {
            String last = FileNames.text(entry);
            String name = prefix + last;
            if (Files.isDirectory(entry)) {
                if (FileKind.isHidden(last)) {
                    leftOut.add(FileKind.HIDDEN_FOLDER);
                } else if (Files.isSymbolicLink(entry)) {
                    leftOut.add(FileKind.LINK);
                } else {
                    list(entry, name + "/");
                }
                continue;
            }
            FileKind kind = kind(entry, last, name);
            if (kind == FileKind.PHOTO) {
                photos.photo(entry, name);
            } else {
                leftOut.add(kind);
            }
        }
    }

    private FileKind kind(Path file, String last, String name) {
        if (FileKind.isHidden(last)) {
            return FileKind.HIDDEN;
        }
        if (!selected.test(name)) {
            return FileKind.NOT_SELECTED;
        }
        if (FileKind.isNamedPhoto(last)) {
            return FileKind.PHOTO;
        }
        if (!Files.isRegularFile(file)) { // opening a pipe would wait for its writer
            return Files.isSymbolicLink(file) ? FileKind.LINK : special(file);
        }
        if (leadsOut(file)) {
            return FileKind.LINK;
        }
        try {
            return FileKind.of(last, () -> Files.newInputStream(file));
        } catch (IOException e) {
            return FileKind.PHOTO; // it may be one; whoever reads it reports why it cannot be read
        }
    }

    /** A file that is gone since its folder was listed is no longer part of the source; it is reported like an unreadable one. */
    private static FileKind special(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? FileKind.SPECIAL : FileKind.PHOTO;
    }

    private boolean leadsOut(Path file) {
        try {
            return bounds != null && !file.toRealPath().startsWith(bounds);
        } catch (IOException e) {
            return true;
        }
    }
}
