package dev.captioner.image.webp;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/** A prefix code of VP8L (WebP lossless bitstream specification, 6.2.1), as a table of 8 bits and further ones for longer codes. */
final class PrefixCode {
    private static final int ROOT_BITS = 8;
    private static final int LONGEST = 15;
    private static final int[] LENGTHS_ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    /** In place of a length: above, the entry has four bits for those of a further table, and where that starts. */
    private static final int FURTHER = 15;

    private final int rootBits;
    /** Symbols, each above four bits for the length of its code in this table. */
    private final int[] table;

    private PrefixCode(int rootBits, int[] table) {
        this.rootBits = rootBits;
        this.table = table;
    }

    /** Reads a code. */
    static PrefixCode read(LeastFirstBits bits, int symbols) throws IOException {
        byte[] lengths = new byte[symbols];
        if (bits.flag()) {
            boolean two = bits.flag();
            int first = bits.number(bits.flag() ? 8 : 1);
            int second = two ? bits.number(8) : first;
            if (Math.max(first, second) >= symbols) {
                throw new IOException("a code of its picture is broken");
            }
            lengths[first] = 1;
            lengths[second] = 1;
            return of(lengths);
        }
        byte[] lengthLengths = new byte[LENGTHS_ORDER.length];
        int count = 4 + bits.number(4);
        for (int i = 0; i < count; i++) {
            lengthLengths[LENGTHS_ORDER[i]] = (byte) bits.number(3);
        }
        PrefixCode lengthCode = of(lengthLengths);
        int most = bits.flag() ? 2 + bits.number(2 + 2 * bits.number(3)) : symbols;
        if (most > symbols) {
            throw new IOException("a code of its picture is broken");
        }
        byte before = 8;
        for (int symbol = 0; symbol < symbols && most > 0; most--) {
            int length = lengthCode.next(bits);
            if (length < 16) {
                lengths[symbol++] = (byte) length;
                if (length > 0) {
                    before = (byte) length;
                }
                continue;
            }
            int repeats = length == 16 ? 3 + bits.number(2) : length == 17 ? 3 + bits.number(3) : 11 + bits.number(7);
            if (symbol + repeats > symbols) {
                throw new IOException("a code of its picture is broken");
            }
            Arrays.fill(lengths, symbol, symbol + repeats, length == 16 ? before : 0);
            symbol += repeats;
        }
        return of(lengths);
    }

    /** The canonical code of some lengths, which has to be complete. */
    private static PrefixCode of(byte[] lengths) throws IOException {
        int[] counts = new int[LONGEST + 1];
        int last = 0;
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            counts[lengths[symbol]]++;
            last = lengths[symbol] > 0 ? symbol : last;
        }
        int used = lengths.length - counts[0];
        if (used == 1) {
            return new PrefixCode(0, new int[] {last << 4});
        }
        counts[0] = 0;
        int open = 1;
        int longest = 0;
        int[] next = new int[LONGEST + 2]; // the first code of each length
        for (int length = 1; length <= LONGEST; length++) {
            next[length + 1] = (next[length] + counts[length]) << 1;
            open = 2 * open - counts[length];
            longest = counts[length] > 0 ? length : longest;
            if (open < 0) {
                throw new IOException("a code of its picture is broken");
            }
        }
        if (open != 0) {
            throw new IOException("a code of its picture is broken");
        }
        return new PrefixCode(Math.min(ROOT_BITS, longest), table(lengths, next, Math.min(ROOT_BITS, longest)));
    }

    private static int[] table(byte[] lengths, int[] next, int rootBits) {
        int roots = 1 << rootBits;
        int[] codes = new int[lengths.length]; // their first bit lowest
        int[] extraBits = new int[roots];
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            if (length > 0) {
                codes[symbol] = Integer.reverse(next[length]++) >>> (32 - length);
                int root = codes[symbol] & roots - 1;
                extraBits[root] = Math.max(extraBits[root], length - rootBits);
            }
        }
        int[] starts = new int[roots];
        int size = roots;
        for (int root = 0; root < roots; root++) {
            starts[root] = size;
            size += extraBits[root] > 0 ? 1 << extraBits[root] : 0;
        }
        int[] table = new int[size];
        for (int root = 0; root < roots; root++) {
            table[root] = starts[root] << 8 | extraBits[root] << 4 | FURTHER;
        }
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            int root = codes[symbol] & roots - 1;
            if (length > rootBits) {
                int end = starts[root] + (1 << extraBits[root]);
                fill(table, starts[root] + (codes[symbol] >>> rootBits), end, length - rootBits, symbol);
            } else if (length > 0) {
                fill(table, codes[symbol], roots, length, symbol);
            }
        }
        return table;
    }

    private static void fill(int[] table, int from, int end, int length, int symbol) {
        for (int i = from; i < end; i += 1 << length) {
            table[i] = symbol << 4 | length;
        }
    }

    /** The memory that it holds, in table entries. */
    int size() {
        return table.length;
    }

    /** Reads a symbol. */
    int next(LeastFirstBits bits) throws EOFException {
        int entry = table[bits.peek(rootBits)];
        if ((entry & 0xF) == FURTHER) {
            bits.skip(rootBits);
            entry = table[(entry >>> 8) + bits.peek(entry >>> 4 & 0xF)];
        }
        bits.skip(entry & 0xF);
        return entry >>> 4;
    }
}
