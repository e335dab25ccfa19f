package dev.captioner.file;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * File names as text, and back. On Unix a file name is a sequence of bytes, which need not be UTF-8, and which Java decodes by the
 * locale, not always one-to-one. As text, a byte that is not part of UTF-8 is U+FFFD with its two hexadecimal digits: {@code caf\xE9.jpg}
 * is {@code caf\uFFFDE9.jpg}. Different names have different texts, in any locale.
 */
public final class FileNames {
    private static final char REPLACEMENT = '\uFFFD';
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int ESCAPE = 3; // the mark and two digits

    private FileNames() {}

    /** The text of the last part of a path. */
    public static String text(Path path) {
        String plain = String.valueOf(path.getFileName());
        if (plain.indexOf(REPLACEMENT) < 0) {
            return plain; // Java decoded every byte
        }
        String raw = path.toAbsolutePath().toUri().getRawPath();
        String encoded = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
        return text(bytes(encoded.substring(encoded.lastIndexOf('/') + 1)));
    }

    /**
     * The file below a folder whose relative path, of texts and {@code /}, is the name.
     *
     * @throws IllegalArgumentException when no file can have this name
     */
    public static Path resolve(Path folder, String name) {
        if (name.indexOf(REPLACEMENT) < 0) {
            try {
                return folder.resolve(name);
            } catch (InvalidPathException e) {
                if (name.indexOf('\0') >= 0
                        || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
                    throw e; // no file can have this name
                } // else the locale has no bytes for one of the characters
            }
        }
        String base = folder.toAbsolutePath().toUri().toString();
        String start = name.startsWith("/") ? "file://" : base.endsWith("/") ? base : base + "/";
        return Path.of(URI.create(start + uri(name)));
    }

    private static byte[] bytes(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < encoded.length(); at++) {
            if (encoded.charAt(at) == '%') {
                bytes.write(HexFormat.fromHexDigits(encoded, at + 1, at + ESCAPE));
                at += ESCAPE - 1;
            } else {
                bytes.write(encoded.charAt(at));
            }
        }
        return bytes.toByteArray();
    }

    /** The text of a name, or of a path, of these bytes. */
    public static String text(byte[] name) {
        StringBuilder text = new StringBuilder();
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what it cannot decode
        ByteBuffer in = ByteBuffer.wrap(name);
        CharBuffer out = CharBuffer.allocate(name.length + 1);
        while (in.hasRemaining()) {
            CoderResult result = decoder.decode(in, out, true);
            out.flip();
            escaped(out, text);
            out.clear();
            decoder.reset();
            if (result.isError()) {
                for (int i = 0; i < result.length(); i++) {
                    escape(in.get(), text);
                }
            }
        }
        return text.toString();
    }

    /** A name may contain the character that marks bytes. */
    private static void escaped(CharSequence decoded, StringBuilder text) {
        for (int i = 0; i < decoded.length(); i++) {
            if (decoded.charAt(i) == REPLACEMENT) {
                for (byte part : String.valueOf(REPLACEMENT).getBytes(StandardCharsets.UTF_8)) {
                    escape(part, text);
                }
            } else {
                text.append(decoded.charAt(i));
            }
        }
    }

    private static void escape(byte part, StringBuilder text) {
        text.append(REPLACEMENT).append(HEX.toHexDigits(part));
    }

    private static String uri(String name) {
        StringBuilder uri = new StringBuilder();
        for (int at = 0; at < name.length(); ) {
            int character = name.codePointAt(at);
            if (character == REPLACEMENT && isEscape(name, at)) {
                uri.append('%').append(name, at + 1, at + ESCAPE);
                at += ESCAPE;
            } else {
                for (byte part : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
                    uri.append(part == '/' ? "/" : "%" + HEX.toHexDigits(part));
                }
                at += Character.charCount(character);
            }
        }
        return uri.toString();
    }

    private static boolean isEscape(String name, int at) {
        return name.length() >= at + ESCAPE
                && HexFormat.isHexDigit(name.charAt(at + 1))
                && HexFormat.isHexDigit(name.charAt(at + 2));
    }
}
