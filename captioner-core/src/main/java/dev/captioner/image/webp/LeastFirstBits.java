package dev.captioner.image.webp;

import java.io.EOFException;

/** Bits, the least significant ones of each byte first. */
final class LeastFirstBits {
    private final byte[] data;
    private final int end;
    private int at;
    private long buffer;
    /** In the buffer; zeros follow the end of the data. */
    private int available;

    LeastFirstBits(byte[] data, int start, int end) {
        this.data = data;
        this.at = start;
        this.end = end;
    }

    /** The next bits, not taken. */
    int peek(int count) {
        while (available <= 56 && at < end) {
            buffer |= (data[at++] & 0xFFL) << available;
            available += 8;
        }
        return (int) buffer & (1 << count) - 1;
    }

    /** Takes bits. */
    void skip(int count) throws EOFException {
        available -= count;
        if (available < 0) {
            throw new EOFException("its picture data ends early");
        }
        buffer >>>= count;
    }

    /** A number of at most 24 bits. */
    int number(int count) throws EOFException {
        int number = peek(count);
        skip(count);
        return number;
    }

    boolean flag() throws EOFException {
        return number(1) == 1;
    }
}
