package dev.captioner.batch.source;

import dev.captioner.image.FileKind;
import dev.captioner.image.LeftOut;
import dev.captioner.image.PhotoStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides what an entry of an archive is: a photo, something else that is counted, or rejected. One pass through an archive. */
final class EntryNames {
    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");
    private static final Pattern DRIVE = Pattern.compile("(?s)[A-Za-z]:.*");
    private static final Set<String> ARCHIVES =
            Set.of("zip", "tar", "tgz", "gz", "bz2", "tbz2", "xz", "txz", "zst", "7z", "rar", "jar");

    /** The limit of Linux; matching patterns against longer names takes long. */
    private static final int LONGEST = 4096;

    private static final int SHOWN = 40;

    private final Selection selection;
    private final DistinctNames names = new DistinctNames();
    private final LeftOut.Counter leftOut = new LeftOut.Counter();

    EntryNames(Selection selection) {
        this.selection = selection;
    }

    /**
     * Why the content of an entry cannot be read.
     *
     * @param problem of an entry that is listed
     * @param kind of an entry that is not named like a photo; null when it is unknown, so that it is listed
     */
    record Obstacle(PhotoProblem problem, @Nullable FileKind kind) {
        static Obstacle notAFile(String message, FileKind kind) {
            return new Obstacle(new PhotoProblem(PhotoProblem.NOT_A_FILE, message), kind);
        }

        static Obstacle sealed(String message) {
            return new Obstacle(new PhotoProblem(PhotoProblem.SEALED, message), null);
        }
    }

    /** What has been left out so far. */
    LeftOut leftOut() {
        return leftOut.counts();
    }

    /**
     * The photo in an entry, under a name that no entry before has.
     *
     * @param obstacle why the content cannot be read; absent when it can
     * @param content opened when the name does not tell
     * @return absent when the entry is left out, and counted
     * @throws IOException when the content cannot be read
     */
    @Nullable
    Listed listed(String name, @Nullable Obstacle obstacle, PhotoStream content) throws IOException {
        Listed listed = decided(name, obstacle, content);
        return listed == null ? null : names.distinct(listed);
    }

    /** The entry, under a name that no entry before has. */
    Listed distinct(Listed listed) {
        return names.distinct(listed);
    }

    private @Nullable Listed decided(String name, @Nullable Obstacle obstacle, PhotoStream content) throws IOException {
        Listed unsafe = unsafe(name);
        if (unsafe != null) {
            return unsafe;
        }
        String[] parts = name.split("/", -1);
        String last = parts[parts.length - 1];
        if (parts[0].equals("__MACOSX") || Arrays.stream(parts).anyMatch(FileKind::isHidden)) {
            leftOut.add(FileKind.HIDDEN);
            return null;
        }
        if (!selection.takes(name)) {
            leftOut.add(FileKind.NOT_SELECTED);
            return null;
        }
        if (ARCHIVES.contains(Selection.extension(name))) {
            return Listed.rejected(
                    name,
                    new PhotoProblem(
                            PhotoProblem.SEALED,
                            "an archive in an archive is not opened; unpack it, or name it itself"));
        }
        FileKind kind = FileKind.isNamedPhoto(last) ? FileKind.PHOTO : kind(last, obstacle, content);
        if (kind != FileKind.PHOTO) {
            leftOut.add(kind);
            return null;
        }
        return obstacle == null ? Listed.of(name) : Listed.rejected(name, obstacle.problem());
    }

    private static FileKind kind(String name, @Nullable Obstacle obstacle, PhotoStream content) throws IOException {
        if (obstacle == null) {
            return FileKind.of(name, content);
        }
        return obstacle.kind() == null ? FileKind.PHOTO : obstacle.kind();
    }

    /** On Windows a backslash leads out of a folder too, whatever it meant to the archiver. */
    private static @Nullable Listed unsafe(String name) {
        if (name.length() > LONGEST) {
            return unsafe(
                    name.substring(0, SHOWN) + "...",
                    "the entry's name has more than " + LONGEST + " characters; expected one of a file");
        }
        if (name.isEmpty()) {
            return unsafe("(no name)", "the entry has no name; expected one of a file");
        }
        if (name.startsWith("/")
                || name.startsWith("\\")
                || DRIVE.matcher(name).matches()
                || Arrays.asList(SEPARATOR.split(name, -1)).contains("..")
                || name.indexOf('\0') >= 0) {
            return unsafe(name, "the entry's name leads out of the archive; expected a relative name without '..'");
        }
        return null;
    }

    private static Listed unsafe(String name, String message) {
        return Listed.rejected(name, new PhotoProblem(PhotoProblem.UNSAFE_NAME, message));
    }
}
