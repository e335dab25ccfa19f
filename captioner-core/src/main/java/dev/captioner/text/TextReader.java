package dev.captioner.text;

import dev.captioner.api.Internal;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The characters of a text file that a user gives, such as captions, questions or a list of photos: UTF-8, or UTF-16 with a byte
 * order mark. The mark is not part of the text. Every such file is read through this class.
 *
 * <p>Bytes that are not in the encoding are an error, not replacement characters. All text before them can be read; the read that
 * reaches them throws {@link CaptionFileException}, with line and column. So does the read that passes the limit of bytes.
 */
@Internal
public final class TextReader extends Reader {
    /** Far above any caption collection (all of COCO is 92 MB), far below what an array can hold. */
    public static final long USUAL_MAXIMUM_BYTES = 512L << 20;

    private static final int BUFFERED = 1 << 16;

    private final String name;
    private final InputStream input;
    private final Encoding encoding;
    private final long maximumBytes;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFERED);
    private final CharBuffer chars = CharBuffer.allocate(BUFFERED);
    private long count;
    private boolean lastBytes;
    private boolean lastChars;
    private @Nullable CaptionFileException failure;
    private int line = 1;
    private int column = 1;
    private char previous;

    /**
     * How the bytes of a file are to be read.
     *
     * @param mark length of the byte order mark
     */
    private record Encoding(Charset charset, int mark) {}

    private TextReader(String name, InputStream input, Encoding encoding, byte[] start, long maximumBytes) {
        this.name = name;
        this.input = input;
        this.encoding = encoding;
        this.maximumBytes = maximumBytes;
        // A fresh decoder reports malformed input; an InputStreamReader would replace it silently.
        this.decoder = encoding.charset().newDecoder();
        this.count = start.length;
        bytes.put(start, encoding.mark(), start.length - encoding.mark()).flip();
        chars.flip();
    }

    /**
     * Opens a file of at most {@link #USUAL_MAXIMUM_BYTES}.
     *
     * @throws CaptionFileException when the file begins like one in UTF-32, or in UTF-16 without a byte order mark
     * @throws IOException when it cannot be read
     */
    public static TextReader open(Path file) throws IOException {
        return of(file.toString(), Files.newInputStream(file), USUAL_MAXIMUM_BYTES);
    }

    /**
     * Reads from a stream, which is closed with this reader, or now if this fails.
     *
     * @param name for messages
     * @param maximumBytes that may come from the stream
     * @throws CaptionFileException when the text begins like one in UTF-32, or in UTF-16 without a byte order mark
     * @throws IOException when it cannot be read
     */
    public static TextReader of(String name, InputStream input, long maximumBytes) throws IOException {
        try {
            byte[] start = input.readNBytes(4);
            return new TextReader(name, input, encoding(name, start), start, maximumBytes);
        } catch (IOException | RuntimeException e) {
            try {
                input.close();
            } catch (IOException other) {
                e.addSuppressed(other);
            }
            throw e;
        }
    }

    private static Encoding encoding(String name, byte[] start) throws CaptionFileException {
        // UTF-32LE first: its mark begins with that of UTF-16LE.
        if (startsWith(start, 0xFF, 0xFE, 0, 0)) {
            throw unsupported(name, "UTF-32LE");
        }
        if (startsWith(start, 0, 0, 0xFE, 0xFF)) {
            throw unsupported(name, "UTF-32BE");
        }
        if (startsWith(start, 0xFF, 0xFE)) {
            return new Encoding(StandardCharsets.UTF_16LE, 2);
        }
        if (startsWith(start, 0xFE, 0xFF)) {
            return new Encoding(StandardCharsets.UTF_16BE, 2);
        }
        if (startsWith(start, 0xEF, 0xBB, 0xBF)) {
            return new Encoding(StandardCharsets.UTF_8, 3);
        }
        if (start.length == 4 && start[0] != 0 && start[1] == 0 && start[2] != 0 && start[3] == 0) {
            throw unsupported(name, "UTF-16LE without a byte order mark");
        }
        if (start.length == 4 && start[0] == 0 && start[1] != 0 && start[2] == 0 && start[3] != 0) {
            throw unsupported(name, "UTF-16BE without a byte order mark");
        }
        return new Encoding(StandardCharsets.UTF_8, 0);
    }

    private static boolean startsWith(byte[] start, int... mark) {
        if (start.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (Byte.toUnsignedInt(start[i]) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static CaptionFileException unsupported(String name, String found) {
        String from = found.split(" ", 2)[0];
        return new CaptionFileException(
                name,
                "expected UTF-8, or UTF-16 with a byte order mark, found " + found + "; " + conversion(from, name));
    }

    private static String conversion(String from, String name) {
        return "convert it, as in: iconv -f " + from + " -t UTF-8 " + name + " > converted";
    }

    /** What messages call the text. */
    public String name() {
        return name;
    }

    /**
     * The first line that is not blank, without its end, as far as it is among the next 65,536 characters; empty when there is none. It
     * stays to be read.
     *
     * @throws IOException when the bytes cannot be read
     */
    String firstLine() throws IOException {
        if (!chars.hasRemaining()) {
            fill();
        }
        return chars.toString()
                .lines()
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }

    /** The next character, or -1 at the end. */
    @Override
    public int read() throws IOException {
        return available() ? chars.get() : -1;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!available()) {
            return -1;
        }
        int copied = Math.min(length, chars.remaining());
        chars.get(target, offset, copied);
        return copied;
    }

    private boolean available() throws IOException {
        if (!chars.hasRemaining()) {
            fill();
        }
        if (!chars.hasRemaining() && failure != null) {
            throw failure;
        }
        return chars.hasRemaining();
    }

    private void fill() throws IOException {
        chars.clear();
        while (!lastChars && chars.hasRemaining()) {
            int from = chars.position();
            CoderResult result = decoder.decode(bytes, chars, lastBytes);
            follow(chars.array(), from, chars.position());
            if (result.isError()) {
                end(undecodable(result.length()));
            } else if (result.isOverflow()) {
                break;
            } else if (lastBytes) {
                lastChars = true;
            } else {
                readBytes();
            }
        }
        chars.flip();
    }

    private void readBytes() throws IOException {
        bytes.compact();
        int read = input.read(bytes.array(), bytes.position(), bytes.remaining());
        if (read < 0) {
            lastBytes = true;
        } else {
            bytes.position(bytes.position() + read);
            count += read;
        }
        bytes.flip();
        if (count > maximumBytes) {
            end(new CaptionFileException(name, "expected at most " + maximumBytes + " bytes, found more"));
        }
    }

    private void end(CaptionFileException problem) {
        failure = problem;
        lastChars = true;
    }

    /** Keeps line and column up to date: those of the next character to be decoded. */
    private void follow(char[] decoded, int from, int to) {
        for (int i = from; i < to; i++) {
            char one = decoded[i];
            if (one == '\n' && previous == '\r') {
                column = 1;
            } else if (one == '\n' || one == '\r') {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(one)) {
                column++;
            }
            previous = one;
        }
    }

    private CaptionFileException undecodable(int length) {
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < length; i++) {
            found.append(String.format(" 0x%02X", bytes.get(bytes.position() + i)));
        }
        boolean marked = encoding.mark() > 0;
        String expected = encoding.charset() + (marked ? ", as its byte order mark says" : "");
        String advice = marked
                ? "the file is damaged or mixes encodings"
                : conversion("WINDOWS-1252", name) + ", if WINDOWS-1252 is its encoding";
        return new CaptionFileException(
                name, line, column, "expected " + expected + ", found bytes that are not:" + found + "; " + advice);
    }

    @Override
    public void close() throws IOException {
        lastChars = true;
        chars.limit(chars.position());
        input.close();
    }
}
