package dev.captioner.image;

import dev.captioner.image.colour.PngColours;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Walks the chunks of a PNG (W3C PNG, 5) and keeps those that pixels depend on: IHDR, PLTE, tRNS, IDAT, IEND. Their check sums
 * are verified. What other chunks say of colours is read here and not kept. Compressed text, which can decompress to any
 * size, is dropped unread.
 */
final class PngParser {
    private static final int SIGNATURE = 8;
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504C5445;
    private static final int TRNS = 0x74524E53;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;
    private static final int EXIF = 0x65584966;
    private static final int HEADER_LENGTH = 13;
    private static final int COLOUR_TYPE = 25;
    private static final int COLOUR_SAMPLES = 2;

    private final byte[] file;
    private final ByteBuffer bytes;
    private final PhotoLimits limits;
    private final SanitizedBytes.Builder kept = new SanitizedBytes.Builder();

    private Orientation orientation = Orientation.UPRIGHT;
    private boolean hasData;
    private boolean hasTransparentColour;

    PngParser(byte[] file, PhotoLimits limits) {
        this.file = file;
        this.bytes = ByteBuffer.wrap(file);
        this.limits = limits;
    }

    SanitizedPhoto parse() {
        kept.add(file, 0, SIGNATURE);
        if (bytes.getInt(SIGNATURE) != HEADER_LENGTH || bytes.getInt(SIGNATURE + 4) != IHDR) {
            throw PhotoException.damaged(PhotoFormat.PNG, "it does not begin with a header");
        }
        int width = bytes.getInt(SIGNATURE + 8);
        int height = bytes.getInt(SIGNATURE + 12);
        limits.check(PhotoFormat.PNG, Integer.toUnsignedLong(width), Integer.toUnsignedLong(height));
        boolean interlaced = bytes.get(SIGNATURE + 20) != 0;

        PngColours colours = new PngColours((bytes.get(COLOUR_TYPE) & COLOUR_SAMPLES) == 0);
        int type = 0;
        for (int at = SIGNATURE; at < file.length && type != IEND; ) {
            long length = Integer.toUnsignedLong(bytes.getInt(at));
            type = bytes.getInt(at + 4);
            if (length > file.length - at - 12L) {
                throw PhotoException.damaged(PhotoFormat.PNG, "it ends within the chunk " + name(at));
            }
            if (!PngColours.isOfColours(type)) {
                chunk(at, (int) length, type);
            } else if (!hasData && isIntact(at, (int) length)) {
                colours.take(type, bytes.slice(at + 8, (int) length));
            }
            at += 12 + (int) length;
        }
        if (!hasData) {
            throw PhotoException.damaged(PhotoFormat.PNG, "it has no picture data");
        }
        return new SanitizedPhoto.Plain(
                PhotoFormat.PNG,
                kept.build(),
                width,
                height,
                orientation,
                colours.space().toSrgb(),
                interlaced ? bytesAPixel() : 0);
    }

    /** At most, as a decoder holds them: samples of one or two bytes, of a palette one index. */
    private int bytesAPixel() {
        int depth = bytes.get(SIGNATURE + 16);
        int samples = switch (bytes.get(SIGNATURE + 17)) {
            case 2 -> hasTransparentColour ? 4 : 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> hasTransparentColour ? 2 : 1;
        };
        return samples * (depth > 8 ? 2 : 1);
    }

    private void chunk(int at, int length, int type) {
        switch (type) {
            case EXIF -> orientation = Exif.orientation(bytes.slice(at + 8, length));
            case IHDR, PLTE, TRNS, IDAT -> {
                verify(at, length);
                keep(at, length);
                hasData |= type == IDAT;
                hasTransparentColour |= type == TRNS;
            }
            case IEND -> keep(at, length);
            default -> {
                // Not needed for pixels.
            }
        }
    }

    private void keep(int at, int length) {
        kept.add(file, at, at + 12 + length);
    }

    private void verify(int at, int length) {
        if (!isIntact(at, length)) {
            throw PhotoException.damaged(PhotoFormat.PNG, "the check sum of its chunk " + name(at) + " is wrong");
        }
    }

    private boolean isIntact(int at, int length) {
        CRC32 sum = new CRC32();
        sum.update(file, at + 4, 4 + length);
        return (int) sum.getValue() == bytes.getInt(at + 8 + length);
    }

    /** The name of the chunk at a position, with what is not printable in it made so. */
    private String name(int at) {
        return new String(file, at + 4, 4, StandardCharsets.US_ASCII).replaceAll("[^A-Za-z]", "?");
    }
}
