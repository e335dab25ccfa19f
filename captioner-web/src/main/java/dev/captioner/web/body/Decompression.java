package dev.captioner.web.body;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses bytes as they arrive: gzip (RFC 1952, also several members), or deflate, which is zlib (RFC 1950) by its definition and
 * bare deflate (RFC 1951) by the habit of some clients.
 */
final class Decompression implements AutoCloseable {
    /** Takes decompressed bytes. Returns whether it wants more. */
    interface Output {
        boolean take(byte[] buffer, int count);
    }

    private enum State {
        HEADER,
        DATA,
        TRAILER,
        END
    }

    private static final int FIXED_HEADER = 10;
    private static final int TRAILER = 8;
    private static final int LONGEST_HEADER = 64 * 1024;
    private static final int HAS_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int ZLIB_METHOD = 8;

    private final boolean gzip;
    private final byte[] buffer = new byte[16 * 1024];
    private final CRC32 checksum = new CRC32();
    private Inflater inflater = new Inflater(true);
    private ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private State state = State.HEADER;
    private boolean empty = true;

    /** @param gzip whether the bytes are gzip, otherwise deflate */
    Decompression(boolean gzip) {
        this.gzip = gzip;
    }

    /**
     * Decompresses the next bytes.
     *
     * @throws DataFormatException when they are malformed
     */
    void write(byte[] bytes, int count, Output output) throws DataFormatException {
        byte[] rest = Arrays.copyOf(bytes, count);
        while (rest.length > 0) {
            empty = false;
            switch (state) {
                case HEADER -> rest = header(rest);
                case DATA -> {
                    inflater.setInput(rest);
                    if (!inflate(output)) {
                        return;
                    }
                    rest = state == State.DATA
                            ? new byte[0]
                            : Arrays.copyOfRange(rest, rest.length - inflater.getRemaining(), rest.length);
                }
                case TRAILER -> rest = trailer(rest);
                case END -> {
                    if (!gzip) {
                        throw new DataFormatException("bytes after the end");
                    }
                    inflater.reset();
                    checksum.reset();
                    state = State.HEADER; // of the next member
                }
            }
        }
    }

    /** Whether the bytes so far are complete. */
    boolean isComplete() {
        return state == State.END || empty;
    }

    /** Returns what follows the header. */
    private byte[] header(byte[] bytes) throws DataFormatException {
        pending.writeBytes(bytes);
        byte[] all = pending.toByteArray();
        int length = gzip ? gzipHeader(all) : 0;
        if (length < 0) {
            if (all.length > LONGEST_HEADER) {
                throw new DataFormatException("a header without end");
            }
            return new byte[0];
        }
        if (!gzip) {
            if (all.length < 2) {
                return new byte[0];
            }
            if ((all[0] & 0x0f) == ZLIB_METHOD && ((all[0] & 0xff) * 256 + (all[1] & 0xff)) % 31 == 0) {
                inflater.end();
                inflater = new Inflater(); // zlib, which has a checksum of its own
            }
        }
        pending = new ByteArrayOutputStream();
        state = State.DATA;
        return Arrays.copyOfRange(all, length, all.length);
    }

    /** The length of the header at the beginning; -1 if it is not complete. */
    private static int gzipHeader(byte[] bytes) throws DataFormatException {
        if (bytes[0] != 0x1f || (bytes.length > 1 && bytes[1] != (byte) 0x8b) || (bytes.length > 2 && bytes[2] != 8)) {
            throw new DataFormatException("no gzip");
        }
        if (bytes.length < FIXED_HEADER) {
            return -1;
        }
        int flags = bytes[3];
        int length = FIXED_HEADER;
        if ((flags & HAS_EXTRA) != 0) {
            if (bytes.length < length + 2) {
                return -1;
            }
            length += 2 + (bytes[length] & 0xff) + 256 * (bytes[length + 1] & 0xff);
        }
        for (int flag : new int[] {HAS_NAME, HAS_COMMENT}) {
            if ((flags & flag) != 0) {
                int end = length;
                while (end < bytes.length && bytes[end] != 0) {
                    end++;
                }
                if (end >= bytes.length) {
                    return -1;
                }
                length = end + 1;
            }
        }
        if ((flags & HAS_CHECKSUM) != 0) {
            length += 2;
        }
        return length <= bytes.length ? length : -1;
    }

    /** Returns false if the output wants no more. */
    private boolean inflate(Output output) throws DataFormatException {
        while (true) {
            int count = inflater.inflate(buffer);
            if (count > 0) {
                checksum.update(buffer, 0, count);
                if (!output.take(buffer, count)) {
                    return false;
                }
            } else if (inflater.finished()) {
                state = gzip ? State.TRAILER : State.END;
                return true;
            } else if (inflater.needsDictionary()) {
                throw new DataFormatException("a dictionary that is not known");
            } else {
                return true; // needs more input
            }
        }
    }

    private byte[] trailer(byte[] bytes) throws DataFormatException {
        int missing = Math.min(bytes.length, TRAILER - pending.size());
        pending.write(bytes, 0, missing);
        if (pending.size() == TRAILER) {
            ByteBuffer trailer = ByteBuffer.wrap(pending.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
            if (trailer.getInt() != (int) checksum.getValue() || trailer.getInt() != (int) inflater.getBytesWritten()) {
                throw new DataFormatException("a wrong checksum");
            }
            pending = new ByteArrayOutputStream();
            state = State.END;
        }
        return Arrays.copyOfRange(bytes, missing, bytes.length);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
