package dev.captioner.image.tiff;

import java.io.IOException;
import java.io.InputStream;

/** Undoes the LZW compression of TIFF (TIFF 6.0, section 13): codes of 9 to 12 bits, each length used one code early. */
public final class LzwStream extends InputStream {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int FIRST = 258;
    private static final int MOST = 4096;

    private final byte[] data;
    private final int end;
    private int at;
    private int buffer;
    private int bits;

    private final short[] prefixes = new short[MOST];
    private final byte[] suffixes = new byte[MOST];
    private final byte[] string = new byte[MOST];
    private int left; // bytes of the string that are still to be read, its last ones
    private int next = FIRST;
    private int width = 9;
    private int previous = -1;
    private boolean over;

    /** Over the bytes of an array from one position up to another. */
    public LzwStream(byte[] data, int start, int end) {
        this.data = data;
        this.at = start;
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        if (left == 0 && !nextString()) {
            return -1;
        }
        left--;
        return string[MOST - 1 - left] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = 0;
        while (count < length && (left > 0 || nextString())) {
            int part = Math.min(left, length - count);
            System.arraycopy(string, MOST - left, target, offset + count, part);
            left -= part;
            count += part;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    private boolean nextString() throws IOException {
        int code = over ? END : code();
        while (code == CLEAR) {
            next = FIRST;
            width = 9;
            previous = -1;
            code = code();
        }
        if (code == END) {
            over = true;
            return false;
        }
        if (code > next || (code == next && previous < 0)) {
            throw new IOException("its picture data is no LZW code");
        }
        if (code == next) {
            expand(previous);
            // The string is the previous one and its first byte.
            byte first = string[MOST - left];
            System.arraycopy(string, MOST - left, string, MOST - left - 1, left);
            string[MOST - 1] = first;
            left++;
        } else {
            expand(code);
        }
        if (previous >= 0 && next < MOST) {
            prefixes[next] = (short) previous;
            suffixes[next] = string[MOST - left];
            next++;
            if (next + 1 >= 1 << width && width < 12) {
                width++;
            }
        }
        previous = code;
        return true;
    }

    private void expand(int code) {
        left = 0;
        int rest = code;
        while (rest >= FIRST) {
            left++;
            string[MOST - left] = suffixes[rest];
            rest = prefixes[rest];
        }
        left++;
        string[MOST - left] = (byte) rest;
    }

    private int code() {
        while (bits < width) {
            if (at == end) {
                return END;
            }
            buffer = buffer << 8 | (data[at++] & 0xFF);
            bits += 8;
        }
        bits -= width;
        return buffer >>> bits & ((1 << width) - 1);
    }
}
