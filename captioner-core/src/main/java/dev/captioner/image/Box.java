package dev.captioner.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A box of an ISO base media file (ISO/IEC 14496-12, 4.2).
 *
 * @param type of four characters
 * @param content what follows the header; its position is an offset in the file
 */
record Box(String type, ByteBuffer content) {
    /** More boxes in one box than any photo needs: an iPhone's has a few hundred. */
    static final int MOST = 10_000;

    /** The box at the position of some bytes, which moves to its end. */
    static Box next(ByteBuffer bytes, PhotoFormat format) {
        int start = bytes.position();
        long length = Integer.toUnsignedLong(bytes.getInt());
        String type = fourCharacters(bytes);
        if (length == 1) {
            length = bytes.getLong();
        } else if (length == 0) {
            length = (long) bytes.limit() - start;
        }
        if (length < bytes.position() - start || length > bytes.limit() - start) {
            throw PhotoException.damaged(format, "the length of its box " + printable(type) + " is wrong");
        }
        ByteBuffer content = bytes.duplicate().limit(start + (int) length);
        bytes.position(start + (int) length);
        return new Box(type, content);
    }

    /** The boxes that follow one another up to the end of some bytes. */
    static List<Box> all(ByteBuffer bytes, PhotoFormat format) {
        List<Box> boxes = new ArrayList<>();
        while (bytes.hasRemaining()) {
            checkNumber(boxes.size() + 1L, format);
            boxes.add(next(bytes, format));
        }
        return boxes;
    }

    /** Refuses a file that has more of something than any photo needs. */
    static void checkNumber(long number, PhotoFormat format) {
        if (number > MOST) {
            throw PhotoException.unsupported("a " + format + " file with more than " + MOST + " parts");
        }
    }

    static String fourCharacters(ByteBuffer bytes) {
        byte[] characters = new byte[4];
        bytes.get(characters);
        return new String(characters, StandardCharsets.ISO_8859_1);
    }

    /** A type with what is not printable in it made so. */
    static String printable(String type) {
        return type.replaceAll("[^A-Za-z0-9]", "?");
    }
}
