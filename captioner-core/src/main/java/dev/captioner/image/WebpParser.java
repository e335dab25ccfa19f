package dev.captioner.image;

import dev.captioner.image.colour.ColourConversion;
import dev.captioner.image.colour.ColourSpace;
import dev.captioner.image.colour.IccProfile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks the chunks of a WebP (RFC 9649, 2) and finds the picture, its opacities, its colour space and its orientation; of an animation, those of the
 * first frame. Everything else stays unread.
 */
final class WebpParser {
    private static final int CHUNKS = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int FRAME_HEADER = 16;
    private static final int EXTENDED_HEADER = 10;

    private final byte[] file;
    private final ByteBuffer bytes;
    private final PhotoLimits limits;

    private int canvasWidth;
    private int canvasHeight;
    private boolean extended;
    private boolean animated;
    private int left;
    private int top;
    private int width;
    private int height;
    private boolean lossless;
    private EncodedWebp.Part picture = EncodedWebp.Part.NONE;
    private EncodedWebp.Part opacities = EncodedWebp.Part.NONE;
    private Orientation orientation = Orientation.UPRIGHT;
    private ColourConversion conversion = ColourConversion.NONE;

    WebpParser(byte[] file, PhotoLimits limits) {
        this.file = file;
        this.bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        this.limits = limits;
    }

    EncodedWebp parse() {
        // The metadata is after the picture. Of a file that is too short for it, the picture may still be whole.
        long stated = CHUNK_HEADER + Integer.toUnsignedLong(bytes.getInt(4));
        chunks(CHUNKS, (int) Math.min(file.length, stated));
        if (picture.isEmpty()) {
            throw PhotoException.damaged(PhotoFormat.WEBP, "it has no picture data");
        }
        if (!extended) {
            canvasWidth = width;
            canvasHeight = height;
        }
        boolean fits = animated
                ? left + width <= canvasWidth && top + height <= canvasHeight
                : width == canvasWidth && height == canvasHeight;
        if (!fits) {
            throw PhotoException.damaged(
                    PhotoFormat.WEBP,
                    "its picture of " + width + " x " + height + " pixels does not fit its header, which states "
                            + canvasWidth + " x " + canvasHeight);
        }
        return new EncodedWebp(
                file,
                picture,
                opacities,
                lossless,
                width,
                height,
                left,
                top,
                canvasWidth,
                canvasHeight,
                orientation,
                conversion);
    }

    private void chunks(int start, int end) {
        for (int at = start; at + CHUNK_HEADER <= end; ) {
            long length = Integer.toUnsignedLong(bytes.getInt(at + 4));
            String type = new String(file, at, 4, StandardCharsets.ISO_8859_1);
            int data = at + CHUNK_HEADER;
            if (length > end - data) {
                if (!picture.isEmpty()) {
                    return;
                }
                throw PhotoException.damaged(PhotoFormat.WEBP, "it ends within the chunk " + printable(type));
            }
            chunk(type, new EncodedWebp.Part(data, data + (int) length));
            at = data + (int) Math.min(length + (length & 1), end - data);
        }
    }

    private void chunk(String type, EncodedWebp.Part part) {
        switch (type) {
            case "VP8X" -> extendedHeader(part);
            case "ANMF" -> {
                if (picture.isEmpty() && !animated) {
                    firstFrame(part);
                }
            }
            case "ALPH" -> opacities = picture.isEmpty() ? part : opacities;
            case "VP8 ", "VP8L" -> {
                if (picture.isEmpty()) {
                    picture(type.equals("VP8L"), part);
                }
            }
            case "ICCP" -> conversion = conversion(part);
            case "EXIF" -> orientation = Exif.orientation(exif(part));
            default -> {
                // Not needed for pixels.
            }
        }
    }

    private void extendedHeader(EncodedWebp.Part part) {
        if (part.length() < EXTENDED_HEADER) {
            throw PhotoException.damaged(PhotoFormat.WEBP, "its header is too short");
        }
        extended = true;
        canvasWidth = threeBytes(part.start() + 4) + 1;
        canvasHeight = threeBytes(part.start() + 7) + 1;
        limits.check(PhotoFormat.WEBP, canvasWidth, canvasHeight);
    }

    private void firstFrame(EncodedWebp.Part part) {
        if (part.length() < FRAME_HEADER) {
            throw PhotoException.damaged(PhotoFormat.WEBP, "the header of its first frame is too short");
        }
        animated = true;
        left = 2 * threeBytes(part.start());
        top = 2 * threeBytes(part.start() + 3);
        chunks(part.start() + FRAME_HEADER, part.end());
    }

    private void picture(boolean isLossless, EncodedWebp.Part part) {
        if (part.length() < 10) {
            throw PhotoException.damaged(PhotoFormat.WEBP, "its picture data ends early");
        }
        lossless = isLossless;
        picture = part;
        if (isLossless) {
            int sizes = bytes.getInt(part.start() + 1);
            width = (sizes & 0x3FFF) + 1;
            height = (sizes >> 14 & 0x3FFF) + 1;
        } else {
            width = bytes.getShort(part.start() + 6) & 0x3FFF;
            height = bytes.getShort(part.start() + 8) & 0x3FFF;
        }
        limits.check(PhotoFormat.WEBP, width, height);
    }

    private ColourConversion conversion(EncodedWebp.Part part) {
        if (part.length() > IccProfile.MOST_BYTES) {
            return ColourConversion.NONE;
        }
        return IccProfile.rgb(Arrays.copyOfRange(file, part.start(), part.end()))
                .map(ColourSpace::toSrgb)
                .orElse(ColourConversion.NONE);
    }

    /** Some writers put the identifier of a JPEG's segment before it. */
    private ByteBuffer exif(EncodedWebp.Part part) {
        int identifier =
                part.length() >= 6 && new String(file, part.start(), 6, StandardCharsets.ISO_8859_1).equals("Exif\0\0")
                        ? 6
                        : 0;
        return bytes.slice(part.start() + identifier, part.length() - identifier);
    }

    private int threeBytes(int at) {
        return Short.toUnsignedInt(bytes.getShort(at)) | (file[at + 2] & 0xFF) << 16;
    }

    private static String printable(String type) {
        return type.replaceAll("[^A-Za-z0-9 ]", "?").strip();
    }
}
