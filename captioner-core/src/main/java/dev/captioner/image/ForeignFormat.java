package dev.captioner.image;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Recognises files of unsupported formats, for the error message. */
final class ForeignFormat {
    private record Signature(String name, int offset, String bytes) {}

    private static final List<Signature> SIGNATURES = List.of(
            new Signature("a WebP picture", 8, "WEBP"),
            new Signature("a TIFF picture", 0, "II*\0"),
            new Signature("a TIFF picture", 0, "MM\0*"),
            new Signature("an AVIF picture", 4, "ftypavif"),
            new Signature("a HEIC picture", 4, "ftyphei"),
            new Signature("a HEIC picture", 4, "ftypmif1"),
            new Signature("a video", 4, "ftyp"),
            new Signature("a JPEG XL picture", 4, "JXL \r\n"),
            new Signature("a JPEG XL picture", 0, "\u00FF\n"),
            new Signature("a JPEG 2000 picture", 4, "jP  \r\n"),
            new Signature("a Photoshop picture", 0, "8BPS"),
            new Signature("an icon", 0, "\0\0\1\0"),
            new Signature("a PDF document", 0, "%PDF"),
            new Signature("a ZIP archive", 0, "PK"));

    private static final int START_BYTES = 1024;
    /** So many characters lie before the end of the start, where one may have been cut through. */
    private static final int START_CHARACTERS = START_BYTES / 4;

    private ForeignFormat() {}

    /** The kind of the file, with its article. */
    static String name(byte[] file) {
        for (Signature signature : SIGNATURES) {
            if (matches(file, signature.offset(), signature.bytes())) {
                return signature.name();
            }
        }
        String start = new String(file, 0, Math.min(file.length, START_BYTES), StandardCharsets.UTF_8);
        String lower = start.toLowerCase(Locale.ROOT);
        if (lower.contains("<svg")) {
            return "an SVG drawing";
        }
        if (lower.contains("<html") || lower.contains("<!doctype html")) {
            return "an HTML page";
        }
        return start.chars().limit(START_CHARACTERS).allMatch(ForeignFormat::isText) ? "a text" : "of no known format";
    }

    private static boolean isText(int character) {
        return character >= ' ' ? character != '\uFFFD' : "\n\r\t\f".indexOf(character) >= 0;
    }

    static boolean startsWith(byte[] file, String bytes) {
        return matches(file, 0, bytes);
    }

    private static boolean matches(byte[] file, int offset, String bytes) {
        if (file.length < offset + bytes.length()) {
            return false;
        }
        return new String(file, offset, bytes.length(), StandardCharsets.ISO_8859_1).equals(bytes);
    }
}
