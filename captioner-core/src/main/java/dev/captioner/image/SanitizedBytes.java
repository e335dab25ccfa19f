package dev.captioner.image;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The minimal file that a decoder sees: parts of the file that was read, and bytes put between them. Long parts are
 * not copied, so that a photo of 100 MB is in memory once.
 */
final class SanitizedBytes {
    /** Shorter parts are copied: each part costs an object, and a hostile file can have millions. */
    private static final int SHORT = 4096;

    /** Bytes of an array, from one position up to another. */
    @SuppressWarnings("ArrayRecordComponent") // identity is not used
    private record Part(byte[] array, int from, int to) {
        int length() {
            return to - from;
        }
    }

    private final List<Part> parts;
    private final long[] starts; // position of each part, then the length of all

    private SanitizedBytes(List<Part> parts) {
        this.parts = List.copyOf(parts);
        starts = new long[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            starts[i + 1] = starts[i] + parts.get(i).length();
        }
    }

    /** All bytes of an array, which is not copied. */
    static SanitizedBytes of(byte[] bytes) {
        return new SanitizedBytes(List.of(new Part(bytes, 0, bytes.length)));
    }

    long length() {
        return starts[parts.size()];
    }

    /**
     * Copies bytes from a position on, as many as lie together.
     *
     * @param length at least 1
     * @return how many, at least 1; -1 at the end
     */
    int read(long position, byte[] target, int offset, int length) {
        if (position >= length()) {
            return -1;
        }
        int index = partAt(position);
        Part part = parts.get(index);
        int within = (int) (position - starts[index]);
        int count = Math.min(length, part.length() - within);
        System.arraycopy(part.array, part.from + within, target, offset, count);
        return count;
    }

    private int partAt(long position) {
        int low = 0;
        int high = parts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Puts a file together. Used once. */
    static final class Builder {
        private final List<Part> parts = new ArrayList<>();
        private final ByteArrayOutputStream copied = new ByteArrayOutputStream();

        /** Appends bytes. */
        Builder add(byte... bytes) {
            return add(bytes, 0, bytes.length);
        }

        /** Appends the bytes of an array from one position up to another; they must not change any more. */
        Builder add(byte[] array, int from, int to) {
            if (to - from < SHORT) {
                copied.write(array, from, to - from);
            } else {
                flush();
                parts.add(new Part(array, from, to));
            }
            return this;
        }

        SanitizedBytes build() {
            flush();
            return new SanitizedBytes(parts);
        }

        private void flush() {
            if (copied.size() > 0) {
                byte[] bytes = copied.toByteArray();
                parts.add(new Part(bytes, 0, bytes.length));
                copied.reset();
            }
        }
    }
}
