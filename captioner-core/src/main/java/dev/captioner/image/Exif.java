package dev.captioner.image;

import dev.captioner.image.tiff.TiffDirectory;
import java.nio.ByteBuffer;

/**
 * Reads the orientation from EXIF: tag 0x0112 of the first directory (EXIF 2.32, 4.6.4). Nothing else is read, kept
 * or passed on, and damaged EXIF never makes a photo unreadable.
 */
final class Exif {
    private static final int ORIENTATION = 0x0112;

    private Exif() {}

    /** The orientation in a TIFF structure, which some writers store as LONG instead of SHORT; upright when it has none. */
    static Orientation orientation(ByteBuffer structure) {
        return TiffDirectory.first(structure)
                .map(directory -> Orientation.ofExif((int) directory.number(ORIENTATION, 1)))
                .orElse(Orientation.UPRIGHT);
    }
}
