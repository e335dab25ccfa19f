package dev.captioner.image;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A format that is recognised and not read.
 *
 * @param kind of its files
 * @param name with its article, for messages
 * @param extensions of photos, in lower case and without a dot; only those of photos matter
 * @param signatures with which its files start, of which one has to match; {@code ?} stands for any byte
 */
record ForeignFormat(FileKind kind, String name, List<String> extensions, List<String> signatures) {
    /** In the order in which they are tried: a signature comes before a shorter one that begins like it. */
    private static final List<ForeignFormat> ALL = List.of(
            photo("a JPEG XL picture", "jxl", "????JXL \r\n", "\u00FF\n"),
            photo("a JPEG 2000 picture", "jp2 j2k j2c jpf jpx", "????jP  \r\n", "\u00FFO\u00FFQ"),
            photo("a JPEG XR picture", "jxr hdp wdp", "II\u00BC"),
            photo(
                    "a raw photo of a camera",
                    "cr2 cr3 crw raf rw2 orf x3f mrw nef nrw arw srf sr2 srw dng pef 3fr fff iiq mef kdc dcr erf rwl",
                    "II*\0????CR",
                    "????ftypcrx ",
                    "II\u001A\0\0\0HEAPCCDR",
                    "FUJIFILMCCD-RAW",
                    "IIU\0",
                    "IIRO",
                    "IIRS",
                    "MMOR",
                    "FOVb",
                    "\0MRM"),
            photo("a BigTIFF picture", "tf8 btf", "II+\0", "MM\0+"),
            photo("a Photoshop picture", "psd psb", "8BPS"),
            photo("a GIMP picture", "xcf", "gimp xcf"),
            photo("an OpenEXR picture", "exr", "v/1\u0001"),
            photo("a Radiance picture", "", "#?RADIANCE\n", "#?RGBE\n"),
            photo("a Netpbm picture", "ppm pgm pbm pnm", "P4\n", "P5\n", "P6\n", "P7\n"),
            photo("a QOI picture", "qoi", "qoif"),
            photo("a DDS picture", "dds", "DDS "),
            photo("a DICOM picture", "dcm", "?".repeat(128) + "DICM"),
            photo("a Targa picture", "tga"),
            photo("a PCX picture", "pcx"),
            other(FileKind.AUDIO, "an audio file", "????ftypM4A ", "????ftypM4B ", "ID3", "fLaC", "RIFF????WAVE"),
            other(FileKind.AUDIO, "an audio file", "\u00FF\u00FB", "\u00FF\u00F3", "\u00FF\u00F2", "#!AMR", "MThd"),
            other(FileKind.AUDIO, "an audio file", "FORM????AIFF", "FORM????AIFC"),
            other(FileKind.VIDEO, "a video", "????ftyp", "\0???moov", "\0???mdat", "\0???wide", "\u001AE\u00DF\u00A3"),
            other(FileKind.VIDEO, "a video", "RIFF????AVI ", "\0\0\u0001\u00BA", "\0\0\u0001\u00B3", "FLV\u0001"),
            other(FileKind.VIDEO, "a video", "0&\u00B2u\u008Ef\u00CF\u0011"),
            other(FileKind.VIDEO, "a video", packets(188, 0), packets(192, 4)), // MPEG transport streams
            other(FileKind.VIDEO, "a video", "OggS" + "?".repeat(25) + "theora"),
            other(FileKind.AUDIO, "an audio file", "OggS"),
            other(FileKind.ICON, "an icon", "\0\0\u0001\0", "\0\0\u0002\0", "icns"),
            other(FileKind.DOCUMENT, "a PDF document", "%PDF"),
            other(FileKind.DOCUMENT, "a PostScript document", "%!PS"),
            other(FileKind.DOCUMENT, "an office document", "{\\rtf", "\u00D0\u00CF\u0011\u00E0"),
            other(FileKind.DOCUMENT, "an office document", zipWith("[Content_Types].xml"), zipWith("mimetype")),
            other(FileKind.ARCHIVE, "a ZIP archive", "PK\u0003\u0004", "PK\u0005\u0006", "PK\u0007\b"),
            other(FileKind.ARCHIVE, "a RAR archive", "Rar!\u001A"),
            other(FileKind.ARCHIVE, "a 7z archive", "7z\u00BC\u00AF"),
            other(FileKind.ARCHIVE, "a TAR archive", "?".repeat(257) + "ustar"),
            other(FileKind.ARCHIVE, "a compressed file", "\u001F\u008B", "BZh", "\u00FD7zXZ", "(\u00B5/\u00FD"));

    private static final ForeignFormat SVG = other(FileKind.DRAWING, "an SVG drawing");
    private static final ForeignFormat HTML = other(FileKind.WEB_PAGE, "an HTML page");
    private static final ForeignFormat XMP = other(FileKind.SIDECAR, "an XMP sidecar");
    private static final ForeignFormat TEXT = other(FileKind.TEXT, "a text");
    private static final ForeignFormat UNKNOWN = other(FileKind.OTHER, "of no known format");

    /** So many characters lie before the end of the start, where one may have been cut through. */
    private static final int START_CHARACTERS = FileKind.START / 4;

    private static ForeignFormat photo(String name, String extensions, String... signatures) {
        return new ForeignFormat(
                FileKind.PHOTO,
                name,
                extensions.isEmpty() ? List.of() : List.of(extensions.split(" ", -1)),
                List.of(signatures));
    }

    private static ForeignFormat other(FileKind kind, String name, String... signatures) {
        return new ForeignFormat(kind, name, List.of(), List.of(signatures));
    }

    private static String packets(int length, int before) {
        return "?".repeat(before) + ("G" + "?".repeat(length - 1)).repeat(3) + "G";
    }

    /** A ZIP whose first entry has a name. */
    private static String zipWith(String entry) {
        return "PK\u0003\u0004" + "?".repeat(26) + entry;
    }

    /** The format of a file, by its first {@link FileKind#START} bytes. */
    static ForeignFormat of(byte[] file) {
        for (ForeignFormat format : ALL) {
            if (format.signatures.stream().anyMatch(signature -> startsWith(file, signature))) {
                return format;
            }
        }
        String start = new String(file, 0, Math.min(file.length, FileKind.START), charset(file));
        String lower = start.toLowerCase(Locale.ROOT);
        if (lower.contains("<svg")) {
            return SVG;
        }
        if (lower.contains("<html") || lower.contains("<!doctype html")) {
            return HTML;
        }
        if (lower.contains("<?xpacket") || lower.contains("<x:xmpmeta")) {
            return XMP;
        }
        return start.chars().limit(START_CHARACTERS).allMatch(ForeignFormat::isText) ? TEXT : UNKNOWN;
    }

    /** The kind of the file, with its article. */
    static String name(byte[] file) {
        return of(file).name();
    }

    /** Whether an extension is that of a format of photos which is not read. */
    static boolean isNamedPhoto(String extension) {
        return ALL.stream().anyMatch(format -> format.extensions.contains(extension));
    }

    private static Charset charset(byte[] file) {
        boolean utf16 = startsWith(file, "\u00FF\u00FE") || startsWith(file, "\u00FE\u00FF");
        return utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    private static boolean isText(int character) {
        return character >= ' ' ? character != '\uFFFD' : "\n\r\t\f".indexOf(character) >= 0;
    }

    /** Whether a file starts with some bytes; {@code ?} stands for any. */
    static boolean startsWith(byte[] file, String bytes) {
        if (file.length < bytes.length()) {
            return false;
        }
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.charAt(i) != '?' && bytes.charAt(i) != (file[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }
}
