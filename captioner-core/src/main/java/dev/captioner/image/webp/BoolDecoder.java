package dev.captioner.image.webp;

import java.io.EOFException;

/** The arithmetic decoder of VP8 (RFC 6386, 7). */
final class BoolDecoder {
    private final byte[] data;
    private final int end;
    private int at;

    private long value;
    /** Bits of {@code value} below the eight that are compared; negative when more have to be loaded. */
    private int bits = -8;
    /** Size of the interval less 1. */
    private int range = 254;

    private boolean overrun;

    BoolDecoder(byte[] data, int start, int end) {
        this.data = data;
        this.at = start;
        this.end = end;
    }

    /** Fails when bits beyond the end were needed. */
    void checkEnd() throws EOFException {
        if (overrun) {
            throw new EOFException("its picture data ends early");
        }
    }

    /** One bit that is 0 with a probability of {@code probability / 256}. */
    int bit(int probability) {
        if (bits < 0) {
            load();
        }
        int split = (range * probability) >> 8;
        int compared = (int) (value >>> bits);
        int size;
        int bit;
        if (compared > split) {
            size = range - split;
            value -= (long) (split + 1) << bits;
            bit = 1;
        } else {
            size = split + 1;
            bit = 0;
        }
        int shift = Integer.numberOfLeadingZeros(size) - 24;
        range = (size << shift) - 1;
        bits -= shift;
        return bit;
    }

    private void load() {
        if (end - at >= 4) {
            long four = (data[at] & 0xFFL) << 24
                    | (data[at + 1] & 0xFF) << 16
                    | (data[at + 2] & 0xFF) << 8
                    | (data[at + 3] & 0xFF);
            value = value << 32 | four;
            bits += 32;
            at += 4;
        } else if (at < end) {
            value = value << 8 | (data[at] & 0xFF);
            bits += 8;
            at++;
        } else {
            value <<= 8;
            bits += 8;
            overrun = true;
        }
    }

    boolean flag() {
        return bit(128) == 1;
    }

    /** An unsigned number, its highest bit first. */
    int number(int length) {
        int number = 0;
        for (int i = 0; i < length; i++) {
            number = number << 1 | bit(128);
        }
        return number;
    }

    /** A flag, and if it is set a number with its sign after it; else 0. */
    int optionalSigned(int length) {
        if (!flag()) {
            return 0;
        }
        int number = number(length);
        return flag() ? -number : number;
    }
}
