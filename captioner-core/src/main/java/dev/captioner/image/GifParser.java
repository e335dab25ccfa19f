package dev.captioner.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Walks the blocks of a GIF (GIF89a specification, 17 to 27) up to the end of its first frame and keeps that alone. */
final class GifParser {
    private static final int SCREEN = 6;
    private static final int GLOBAL_COLOURS = 13;
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int IMAGE = 0x2C;
    private static final int TRAILER = 0x3B;

    private final byte[] file;
    private final ByteBuffer bytes;
    private final PhotoLimits limits;

    GifParser(byte[] file, PhotoLimits limits) {
        this.file = file;
        this.bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        this.limits = limits;
    }

    EncodedGif parse() {
        int blocks = GLOBAL_COLOURS + colourBytes(file[SCREEN + 4]);
        int at = blocks;
        int control = -1;
        while (bytes.get(at) == EXTENSION) {
            if ((file[at + 1] & 0xFF) == GRAPHIC_CONTROL) {
                control = at;
            }
            at = subBlocksEnd(at + 2);
        }
        if (bytes.get(at) != IMAGE) {
            throw PhotoException.damaged(PhotoFormat.GIF, "it has no picture where the first one belongs");
        }
        int left = unsigned(at + 1);
        int top = unsigned(at + 3);
        int frameWidth = unsigned(at + 5);
        int frameHeight = unsigned(at + 7);
        limits.check(PhotoFormat.GIF, frameWidth, frameHeight);
        // Like viewers, enlarge a screen that is too small for its first frame.
        int width = Math.max(unsigned(SCREEN), left + frameWidth);
        int height = Math.max(unsigned(SCREEN + 2), top + frameHeight);
        limits.check(PhotoFormat.GIF, width, height);

        int end = subBlocksEnd(at + 10 + colourBytes(file[at + 9]) + 1);
        SanitizedBytes.Builder kept = new SanitizedBytes.Builder();
        kept.add(file, 0, blocks);
        if (control >= 0) {
            kept.add(file, control, subBlocksEnd(control + 2));
        }
        kept.add(file, at, end);
        kept.add((byte) TRAILER);
        return new EncodedGif(kept.build(), width, height, left, top);
    }

    /** Bytes of the colour table that a flags byte announces. */
    private static int colourBytes(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    /** The end of a chain of sub-blocks: each a length and as many bytes, the last of length 0. */
    private int subBlocksEnd(int start) {
        int at = start;
        while (bytes.get(at) != 0) {
            at += 1 + (file[at] & 0xFF);
        }
        return at + 1;
    }

    private int unsigned(int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }
}
