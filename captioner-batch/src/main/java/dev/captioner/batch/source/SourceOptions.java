package dev.captioner.batch.source;

import dev.captioner.image.PhotoLimits;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/**
 * How a source is read.
 *
 * @param selection of the files in a folder or an archive
 * @param format of a list; null to decide by its extension, with one name per line as default
 * @param column of a list that has the names; null for the usual names
 * @param zipEncoding of the names in a ZIP that do not state theirs; null for code page 437
 * @param limits on each photo
 */
public record SourceOptions(
        Selection selection,
        @Nullable ListFormat format,
        @Nullable String column,
        @Nullable Charset zipEncoding,
        PhotoLimits limits) {
    /** All photos, and lists by their extension. */
    public static final SourceOptions USUAL = of(Selection.PHOTOS);

    /** Of selected files; everything else as usual. */
    public static SourceOptions of(Selection selection) {
        return new SourceOptions(selection, null, null, null, PhotoLimits.DEFAULT);
    }

    /**
     * The encoding with a name; null for none.
     *
     * @throws IllegalArgumentException when this Java has none of that name
     */
    public static @Nullable Charset encoding(@Nullable String name) {
        if (name == null) {
            return null;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException(
                    "expected an encoding of names in a ZIP, such as Shift_JIS, GBK or IBM850, found '" + name + "'",
                    e);
        }
    }
}
