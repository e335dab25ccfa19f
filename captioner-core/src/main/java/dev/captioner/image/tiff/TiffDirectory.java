package dev.captioner.image.tiff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A directory of a TIFF structure (TIFF 6.0, section 2), in untrusted bytes. Entries whose values lie outside of the bytes are left
 * out, so that reading a value cannot fail.
 */
public final class TiffDirectory {
    private static final int ENTRY = 12;
    /** Bytes of a value by its type, from 1 on: BYTE, ASCII, SHORT, LONG, RATIONAL, SBYTE, UNDEFINED, SSHORT, SLONG. */
    private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4};

    private static final int IFD = 13;

    private final ByteBuffer bytes;
    private final Map<Integer, Values> entries;

    private TiffDirectory(ByteBuffer bytes, Map<Integer, Values> entries) {
        this.bytes = bytes;
        this.entries = entries;
    }

    /**
     * The values of an entry.
     *
     * @param size bytes of each
     */
    public record Values(ByteBuffer bytes, int start, int size, int count) {
        private static final Values NONE = new Values(ByteBuffer.allocate(0), 0, 1, 0);

        /** One of them, unsigned. */
        public long get(int index) {
            if (index < 0 || index >= count) {
                throw new IndexOutOfBoundsException(index);
            }
            int at = start + index * size;
            return switch (size) {
                case 1 -> bytes.get(at) & 0xFF;
                case 2 -> Short.toUnsignedLong(bytes.getShort(at));
                default -> Integer.toUnsignedLong(bytes.getInt(at));
            };
        }

        /** As bytes, of those that are stored so. */
        public byte[] toBytes() {
            byte[] copy = new byte[count * size];
            bytes.get(start, copy);
            return copy;
        }
    }

    /** The first directory of a structure; absent when the bytes are none. */
    public static Optional<TiffDirectory> first(ByteBuffer structure) {
        if (structure.limit() < 8) {
            return Optional.empty();
        }
        ByteBuffer bytes = structure.slice();
        short order = bytes.getShort(0);
        if (order != 0x4949 && order != 0x4D4D) {
            return Optional.empty();
        }
        bytes.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return bytes.getShort(2) == 42 ? at(bytes, Integer.toUnsignedLong(bytes.getInt(4))) : Optional.empty();
    }

    private static Optional<TiffDirectory> at(ByteBuffer bytes, long start) {
        if (start < 8 || start > bytes.limit() - 2) {
            return Optional.empty();
        }
        Map<Integer, Values> entries = new HashMap<>();
        int count = Short.toUnsignedInt(bytes.getShort((int) start));
        for (int i = 0, at = (int) start + 2; i < count && at + ENTRY <= bytes.limit(); i++, at += ENTRY) {
            int type = Short.toUnsignedInt(bytes.getShort(at + 2));
            int size = type == IFD ? 4 : type < SIZES.length ? SIZES[type] : 0;
            long values = Integer.toUnsignedLong(bytes.getInt(at + 4));
            long length = values * size;
            long position = length <= 4 ? at + 8 : Integer.toUnsignedLong(bytes.getInt(at + 8));
            if (size > 0 && position + length <= bytes.limit()) {
                entries.putIfAbsent(
                        Short.toUnsignedInt(bytes.getShort(at)), new Values(bytes, (int) position, size, (int) values));
            }
        }
        return Optional.of(new TiffDirectory(bytes, entries));
    }

    /** The order of numbers of several bytes. */
    public ByteOrder order() {
        return bytes.order();
    }

    /** Whether it has an entry. */
    public boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /** The values of an entry; none when it is absent. */
    public Values values(int tag) {
        return entries.getOrDefault(tag, Values.NONE);
    }

    /** The first value of an entry. */
    public long number(int tag, long absent) {
        Values values = values(tag);
        return values.count() == 0 ? absent : values.get(0);
    }

    /** A text, up to its first NUL. */
    public Optional<String> text(int tag, int mostBytes) {
        Values values = values(tag);
        if (values.count() == 0 || values.size() != 1) {
            return Optional.empty();
        }
        byte[] text = new byte[Math.min(mostBytes, values.count())];
        bytes.get(values.start(), text);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return Optional.of(new String(text, 0, end, StandardCharsets.UTF_8));
    }

    /** The directories that an entry refers to, as many as there are up to a limit. */
    public List<TiffDirectory> children(int tag, int most) {
        List<TiffDirectory> children = new ArrayList<>();
        Values starts = values(tag);
        for (int i = 0; i < Math.min(most, starts.count()); i++) {
            at(bytes, starts.get(i)).ifPresent(children::add);
        }
        return children;
    }
}
