package dev.captioner.image;

import dev.captioner.api.Internal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * What a file in a folder or an archive is, by its content. The name matters in two cases only: a name with the extension of a photo
 * makes the file a photo, so that damaged and empty ones are reported; and files whose names start with a dot are hidden.
 */
@Internal
public enum FileKind {
    /** A picture in a format of photos, whether it can be read or not, or a file with the name of one. */
    PHOTO("photo"),
    /** A video. */
    VIDEO("video"),
    /** Music, speech or other sound. */
    AUDIO("audio file"),
    /** Vector graphics. */
    DRAWING("drawing"),
    /** An icon or a cursor. */
    ICON("icon"),
    /** A PDF or a file of an office program. */
    DOCUMENT("document"),
    /** HTML. */
    WEB_PAGE("web page"),
    /** The metadata of a photo in a file of its own. */
    SIDECAR("XMP sidecar"),
    /** Any other text. */
    TEXT("text file"),
    /** An archive or a compressed file. */
    ARCHIVE("archive"),
    /** A file without bytes. */
    EMPTY("empty file"),
    /** A link: to a folder, to nothing, or out of the source. */
    LINK("link"),
    /** A pipe, a socket or a device. */
    SPECIAL("special file"),
    /** A file that is hidden itself or lies in a hidden folder of an archive. */
    HIDDEN("hidden file"),
    /** A hidden folder, whose files are not counted. */
    HIDDEN_FOLDER("hidden folder"),
    /** A file that the user's patterns do not select. */
    NOT_SELECTED("file outside the selection", "files outside the selection"),
    /** Anything else. */
    OTHER("other file");

    /** The bytes at the start of a file that are enough to recognise its kind. */
    public static final int START = 1024;

    private final String one;
    private final String many;

    FileKind(String one) {
        this(one, one + "s");
    }

    FileKind(String one, String many) {
        this.one = one;
        this.many = many;
    }

    /** For programs, such as {@code web_page}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A number of files of this kind, in words. */
    public String count(long number) {
        return number + " " + (number == 1 ? one : many);
    }

    /** The kind of a file that starts with some bytes. */
    public static FileKind of(byte[] start) {
        if (start.length == 0) {
            return EMPTY;
        }
        return PhotoFormat.recognise(start).isPresent()
                ? PHOTO
                : ForeignFormat.of(start).kind();
    }

    /**
     * The kind of a file.
     *
     * @param name of the file, without its folder
     * @param content opened only if the name does not decide
     * @throws IOException when the content cannot be read
     */
    public static FileKind of(String name, PhotoStream content) throws IOException {
        if (isHidden(name)) {
            return HIDDEN;
        }
        if (isNamedPhoto(name)) {
            return PHOTO;
        }
        try (InputStream stream = content.open()) {
            return of(stream.readNBytes(START));
        }
    }

    /** Whether a name has the extension of a format of photos, of one that can be read or not. */
    public static boolean isNamedPhoto(String name) {
        return PhotoExtensions.matches(name) || ForeignFormat.isNamedPhoto(PhotoExtensions.of(name));
    }

    /** Whether a file or a folder with this name, without a path, is hidden. */
    public static boolean isHidden(String name) {
        return name.startsWith(".") && name.length() > 1 && !name.equals("..");
    }
}
