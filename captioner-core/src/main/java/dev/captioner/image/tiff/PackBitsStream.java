package dev.captioner.image.tiff;

import java.io.InputStream;
import java.util.Arrays;

/** Undoes the PackBits compression (TIFF 6.0, section 9). */
public final class PackBitsStream extends InputStream {
    private final byte[] data;
    private final int end;
    private int at;
    private int literals;
    private int repeats;
    private byte repeated;

    /** Over the bytes of an array from one position up to another. */
    public PackBitsStream(byte[] data, int start, int end) {
        this.data = data;
        this.at = start;
        this.end = end;
    }

    @Override
    public int read() {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int count = 0;
        while (count < length && nextRun()) {
            int part;
            if (literals > 0) {
                part = Math.min(literals, length - count);
                System.arraycopy(data, at, target, offset + count, part);
                at += part;
                literals -= part;
            } else {
                part = Math.min(repeats, length - count);
                Arrays.fill(target, offset + count, offset + count + part, repeated);
                repeats -= part;
            }
            count += part;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    private boolean nextRun() {
        while (literals == 0 && repeats == 0) {
            if (at >= end) {
                return false;
            }
            int run = data[at++];
            if (run >= 0) {
                literals = Math.min(run + 1, end - at);
            } else if (run > -128 && at < end) {
                repeated = data[at++];
                repeats = 1 - run;
            }
        }
        return true;
    }
}
