package dev.captioner.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the orientation from EXIF: tag 0x0112 of the first directory (EXIF 2.32, 4.6.4). Nothing else is read, kept
 * or passed on, and damaged EXIF never makes a photo unreadable.
 */
final class Exif {
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int ENTRY = 12;

    private Exif() {}

    /** The orientation in a TIFF structure; upright when it has none. */
    static Orientation orientation(ByteBuffer tiff) {
        if (tiff.limit() < 8) {
            return Orientation.UPRIGHT;
        }
        ByteBuffer bytes = tiff.slice().order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = bytes.getInt(4);
        if (bytes.getShort(2) != 42 || directory < 8 || directory > bytes.limit() - 2) {
            return Orientation.UPRIGHT;
        }
        int entries = Short.toUnsignedInt(bytes.getShort(directory));
        for (int i = 0, at = directory + 2; i < entries && at + ENTRY <= bytes.limit(); i++, at += ENTRY) {
            if (bytes.getShort(at) == ORIENTATION) {
                // The standard says SHORT; some writers use LONG.
                return switch (bytes.getShort(at + 2)) {
                    case SHORT -> Orientation.ofExif(bytes.getShort(at + 8));
                    case LONG -> Orientation.ofExif(bytes.getInt(at + 8));
                    default -> Orientation.UPRIGHT;
                };
            }
        }
        return Orientation.UPRIGHT;
    }
}
