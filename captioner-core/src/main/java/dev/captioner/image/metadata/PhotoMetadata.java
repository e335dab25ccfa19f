package dev.captioner.image.metadata;

import dev.captioner.image.tiff.TiffDirectory;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a photo says about itself. Made for untrusted bytes: what is damaged, too long or of no known form is absent, and nothing is
 * ever thrown.
 *
 * @param taken when the photo was taken, in ISO 8601, with the offset from UTC when it is stated: EXIF DateTimeOriginal, or else
 *     DateTimeDigitized
 * @param description that the photo has already, without control characters: XMP dc:description, or else the caption of IPTC, or else
 *     EXIF ImageDescription
 */
public record PhotoMetadata(Optional<String> taken, Optional<String> description) {
    /** Characters of a description, at most; longer ones are cut off. */
    public static final int LONGEST_DESCRIPTION = 2_000;

    private static final PhotoMetadata NOTHING = new PhotoMetadata(Optional.empty(), Optional.empty());
    private static final DateTimeFormatter EXIF_TIME =
            DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private static final int IMAGE_DESCRIPTION = 0x010E;
    private static final int EXIF_DIRECTORY = 0x8769;
    private static final int DATE_ORIGINAL = 0x9003;
    private static final int DATE_DIGITIZED = 0x9004;
    private static final int OFFSET_ORIGINAL = 0x9011;
    private static final int OFFSET_DIGITIZED = 0x9012;

    /** That of a JPEG, PNG, WebP or TIFF file; nothing of other files. */
    public static PhotoMetadata of(byte[] file) {
        try {
            return of(MetadataBlocks.of(file));
        } catch (IndexOutOfBoundsException e) {
            return NOTHING; // it ends early
        }
    }

    private static PhotoMetadata of(MetadataBlocks blocks) {
        Optional<TiffDirectory> exif = blocks.exif().flatMap(TiffDirectory::first);
        Optional<String> description = Stream.of(
                        blocks.xmp().flatMap(XmpDescription::of),
                        blocks.iptc().flatMap(IptcCaption::of),
                        exif.flatMap(directory -> directory.text(IMAGE_DESCRIPTION, 4 * LONGEST_DESCRIPTION)))
                .flatMap(Optional::stream)
                .map(PhotoMetadata::clean)
                .filter(text -> !text.isEmpty())
                .findFirst();
        return new PhotoMetadata(exif.flatMap(PhotoMetadata::taken), description);
    }

    private static Optional<String> taken(TiffDirectory directory) {
        return directory.children(EXIF_DIRECTORY, 1).stream()
                .findFirst()
                .flatMap(exif -> time(exif, DATE_ORIGINAL, OFFSET_ORIGINAL)
                        .or(() -> time(exif, DATE_DIGITIZED, OFFSET_DIGITIZED)));
    }

    private static Optional<String> time(TiffDirectory exif, int date, int offset) {
        try {
            Optional<LocalDateTime> time =
                    exif.text(date, 20).map(text -> LocalDateTime.parse(text.strip(), EXIF_TIME));
            return time.map(local -> DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local)
                    + offset(exif, offset).map(ZoneOffset::getId).orElse(""));
        } catch (DateTimeException e) {
            return Optional.empty(); // cameras without a clock write blanks or zeros
        }
    }

    private static Optional<ZoneOffset> offset(TiffDirectory exif, int tag) {
        try {
            return exif.text(tag, 7).map(text -> ZoneOffset.of(text.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** One line without control characters and without what programs show as something else than a character. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().limit(LONGEST_DESCRIPTION).forEach(point -> {
            boolean plain = switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> false;
                default -> true;
            };
            clean.appendCodePoint(plain ? point : ' ');
        });
        return clean.toString().replaceAll(" {2,}", " ").strip();
    }
}
