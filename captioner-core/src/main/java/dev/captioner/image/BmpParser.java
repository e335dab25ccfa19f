package dev.captioner.image;

import dev.captioner.image.colour.ColourConversion;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;

/**
 * Checks the headers of a BMP and removes what would lead a decoder away from the pixels: sizes beyond the file,
 * embedded and linked colour profiles (a link is the name of a file on this machine), embedded pictures of other
 * formats.
 */
final class BmpParser {
    private static final int FILE_SIZE = 2;
    private static final int PIXELS_OFFSET = 10;
    private static final int HEADER = 14;
    private static final int OLD_HEADER = 12;
    private static final Set<Integer> HEADERS_READ = Set.of(OLD_HEADER, 40, 52, 56, 108, 124);
    private static final int COMPRESSION = 30;
    private static final int PIXELS_SIZE = 34;
    private static final int COLOUR_SPACE = 70;
    private static final int V4_HEADER = 108;
    private static final int SRGB = 0x73524742;
    private static final int BIT_FIELDS = 3;

    private static final int LONGEST_HEADER = HEADER + 124;

    private final byte[] file;
    private final ByteBuffer bytes; // a copy of the headers, which are changed
    private final PhotoLimits limits;

    BmpParser(byte[] file, PhotoLimits limits) {
        this.file = file;
        this.bytes = ByteBuffer.wrap(Arrays.copyOf(file, Math.min(file.length, LONGEST_HEADER)))
                .order(ByteOrder.LITTLE_ENDIAN);
        this.limits = limits;
    }

    SanitizedPhoto parse() {
        int header = bytes.getInt(HEADER);
        if (!HEADERS_READ.contains(header)) {
            throw PhotoException.unsupported("a BMP with a header of " + header + " bytes");
        }
        boolean old = header == OLD_HEADER;
        int width = old ? bytes.getShort(HEADER + 4) : bytes.getInt(HEADER + 4);
        // Rows of a negative height run from top to bottom.
        long height = old ? bytes.getShort(HEADER + 6) : Math.abs((long) bytes.getInt(HEADER + 8));
        limits.check(PhotoFormat.BMP, width, height);
        int bitsAPixel = bytes.getShort(old ? HEADER + 10 : HEADER + 14);
        if (!old) {
            long compression = Integer.toUnsignedLong(bytes.getInt(COMPRESSION));
            if (compression > BIT_FIELDS) {
                throw PhotoException.unsupported("a BMP of compression " + compression);
            }
            bytes.putInt(PIXELS_SIZE, 0);
        }
        if (header >= V4_HEADER) {
            bytes.putInt(COLOUR_SPACE, SRGB);
        }
        long pixels = Integer.toUnsignedLong(bytes.getInt(PIXELS_OFFSET));
        if (pixels < HEADER + header || pixels > file.length) {
            throw PhotoException.damaged(
                    PhotoFormat.BMP, "its pixels are said to begin at byte " + pixels + " of " + file.length);
        }
        bytes.putInt(FILE_SIZE, file.length);
        return new SanitizedPhoto.Plain(
                PhotoFormat.BMP,
                new SanitizedBytes.Builder()
                        .add(bytes.array())
                        .add(file, bytes.limit(), file.length)
                        .build(),
                width,
                (int) height,
                Orientation.UPRIGHT,
                ColourConversion.NONE,
                Math.max(1, bitsAPixel / Byte.SIZE));
    }
}
