package dev.captioner.batch.target;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text with the encoding of its file, so that a changed text is written like the original.
 *
 * @param text without its byte order mark
 * @param mark the byte order mark; empty without one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EncodedText(String text, Charset charset, byte[] mark) {
    private static final byte[] NONE = {};
    private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] LITTLE_ENDIAN_MARK = {(byte) 0xff, (byte) 0xfe};
    private static final byte[] BIG_ENDIAN_MARK = {(byte) 0xfe, (byte) 0xff};

    /**
     * The text of bytes.
     *
     * @param unmarked the encoding without a byte order mark
     * @throws CharacterCodingException when the bytes are not in the encoding, or would not be written again as they are
     */
    static EncodedText of(byte[] bytes, Charset unmarked) throws CharacterCodingException {
        if (startsWith(bytes, UTF_8_MARK)) {
            return of(bytes, StandardCharsets.UTF_8, UTF_8_MARK);
        }
        if (startsWith(bytes, LITTLE_ENDIAN_MARK)) {
            return of(bytes, StandardCharsets.UTF_16LE, LITTLE_ENDIAN_MARK);
        }
        if (startsWith(bytes, BIG_ENDIAN_MARK)) {
            return of(bytes, StandardCharsets.UTF_16BE, BIG_ENDIAN_MARK);
        }
        return of(bytes, unmarked, NONE);
    }

    private static EncodedText of(byte[] bytes, Charset charset, byte[] mark) throws CharacterCodingException {
        String text = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes, mark.length, bytes.length - mark.length))
                .toString();
        EncodedText encoded = new EncodedText(text, charset, mark);
        if (!Arrays.equals(encoded.bytes(), bytes)) {
            throw new CharacterCodingException();
        }
        return encoded;
    }

    /** Another text in the same encoding. */
    EncodedText with(String other) {
        return new EncodedText(other, charset, mark);
    }

    /** Whether the encoding has a character. */
    boolean has(String character) {
        return charset.newEncoder().canEncode(character);
    }

    /**
     * The bytes.
     *
     * @throws CharacterCodingException when the encoding does not have a character of the text
     */
    byte[] bytes() throws CharacterCodingException {
        ByteBuffer content = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .encode(CharBuffer.wrap(text));
        byte[] bytes = Arrays.copyOf(mark, mark.length + content.remaining());
        content.get(bytes, mark.length, content.remaining());
        return bytes;
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
